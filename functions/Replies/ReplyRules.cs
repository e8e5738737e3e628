using System.Text.RegularExpressions;
using Router.Intake;

namespace Router.Replies;

/// <summary>What a person's reply has to keep to before it may leave.</summary>
internal sealed partial class ReplyRules(DeadEnds deadEnds)
{
    public const int MaxText = 10_000;
    public const int MaxSubject = 300;
    private const int MaxCopied = 20;

    // Text and HTML stand in one table row.
    private const int MaxStored = 26_000;

    /// <returns>What is wrong with it, for the person who wrote it; null where nothing is.</returns>
    public string? FaultOf(WrittenReply reply, bool isTicket) =>
        reply.Text.Trim().Length == 0 ? "Write a text first."
        : reply.Text.Length > MaxText || ReplyHtml.Of(reply.Text).Length + reply.Text.Length > MaxStored ? $"The text is too long: at most {MaxText} characters fit into a reply."
        : Field().Match(reply.Text) is { Success: true } field ? $"Fill in {field.Value} first, or remove it."
        : isTicket ? null
        : reply.Subject.Trim().Length is 0 or > MaxSubject || reply.Subject.Any(char.IsControl) ? $"The subject must be one line of 1 to {MaxSubject} characters."
        : !MailAddress.IsValid(reply.To.Trim()) ? $"\u201c{reply.To.Trim()}\u201d is not a mail address to send to."
        : reply.CopiedAddresses.Count > MaxCopied ? $"At most {MaxCopied} people can get a copy."
        : reply.CopiedAddresses.FirstOrDefault(address => !MailAddress.IsValid(address)) is { } wrong ? $"\u201c{wrong}\u201d is not a mail address to send a copy to."
        : reply.CopiedAddresses.Prepend(reply.To.Trim()).FirstOrDefault(address => deadEnds.WhyNot(address) is not null) is { } dead ? $"{dead} can't be written to: it is our own mailbox, or one that nobody reads."
        : null;

    /// <summary>What a template leaves to be filled in.</summary>
    [GeneratedRegex(@"\{\{[^{}]*\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Field();
}
