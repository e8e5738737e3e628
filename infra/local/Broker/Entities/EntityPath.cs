namespace Router.Broker.Entities;

/// <summary>Splits an address as clients write it: <c>amqp://host/queue</c>, <c>/queue</c> or <c>queue</c>.</summary>
internal static class EntityPath
{
    public const string DeadLetterSuffix = "/$DeadLetterQueue";
    public const string ManagementSuffix = "/$management";
    public const string Cbs = "$cbs";

    public static string Normalize(string address)
    {
        var start = address.IndexOf("://", StringComparison.Ordinal);
        if (start >= 0)
        {
            var slash = address.IndexOf('/', start + 3);
            address = slash < 0 ? "" : address[(slash + 1)..];
        }

        return address.Trim('/');
    }

    public static string WithoutManagement(string path) => Without(path, ManagementSuffix);

    public static string WithoutDeadLetters(string path) => Without(path, DeadLetterSuffix);

    public static bool IsDeadLetters(string path) => path.EndsWith(DeadLetterSuffix, StringComparison.OrdinalIgnoreCase);

    public static bool IsManagement(string path) => path.EndsWith(ManagementSuffix, StringComparison.OrdinalIgnoreCase);

    private static string Without(string path, string suffix) =>
        path.EndsWith(suffix, StringComparison.OrdinalIgnoreCase) ? path[..^suffix.Length] : path;
}
