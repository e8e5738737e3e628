namespace Router.Broker.Faults;

/// <summary>Faults as a URL names them: <c>RefuseConnections</c> is <c>refuse-connections</c>.</summary>
internal static class FaultNames
{
    private static readonly Dictionary<string, FaultKind> ByName = Enum.GetValues<FaultKind>().ToDictionary(Of);

    public static string Of(FaultKind kind) => string.Concat(kind.ToString().Select((letter, index) =>
        char.IsUpper(letter) && index > 0 ? $"-{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));

    public static bool TryParse(string name, out FaultKind kind) => ByName.TryGetValue(name, out kind);
}
