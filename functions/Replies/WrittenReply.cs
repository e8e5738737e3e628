namespace Router.Replies;

/// <summary>What a person typed: a reply, or another wording of a drafted one.</summary>
/// <param name="To">One address; not looked at for a ticket's comment.</param>
/// <param name="Copied">Addresses, separated by commas, semicolons or blanks.</param>
internal sealed record WrittenReply(string To, string Copied, string Subject, string Text)
{
    private static readonly char[] Separators = [',', ';', ' ', '\r', '\n', '\t'];

    public IReadOnlyList<string> CopiedAddresses => [.. Copied.Split(Separators, StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.OrdinalIgnoreCase)];
}
