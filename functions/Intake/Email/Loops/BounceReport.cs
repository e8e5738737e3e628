using System.Text.RegularExpressions;
using MimeKit;
using Router.Intake.Email.Words;
using Router.Intake.Email.Writers;
using Router.Requests;

namespace Router.Intake.Email.Loops;

/// <summary>What became of a mail, as a mail host reports it (RFC 3464, and the free forms of older hosts).</summary>
/// <param name="Recipients">Whom it speaks of; may be empty.</param>
/// <param name="MessageIds">The mails that it can be about.</param>
internal sealed partial record BounceReport(DeliveryOutcome Outcome, IReadOnlyList<string> Recipients, IReadOnlyList<string> MessageIds)
{
    private const int MaxEntries = 50;
    private const int MaxLength = 500;
    private const int MaxLines = 2_000;

    // Real ones have some hundred bytes for each recipient; each group costs a hundred times that.
    private const int MaxStatusBytes = 262_144;

    /// <summary>The address that it gives up on; null where it names none, or does not give up.</summary>
    public string? Unreachable => Outcome == DeliveryOutcome.Failed ? Recipients.FirstOrDefault(recipient => recipient.Contains('@', StringComparison.Ordinal)) : null;

    /// <summary>Of a report that is one by its words only.</summary>
    /// <param name="own">To whom it came: they are not whom it is about.</param>
    public static BounceReport OfWords(MimeMessage message, IReadOnlyList<Customer> own)
    {
        var words = string.Join('\n', Lines(message).TakeWhile(line => !OriginalHeader().IsMatch(line)));
        var found = Address().Matches(words).Select(match => match.Value.TrimEnd('.')).Where(address => !MachineAddress.Is(address) && !own.Any(one => one.Address.Equals(address, StringComparison.OrdinalIgnoreCase)));
        return new BounceReport(OfText(message), [.. found.Distinct(StringComparer.OrdinalIgnoreCase).Take(1)], Ids(message));
    }

    /// <summary>Null where the mail is no delivery report.</summary>
    public static BounceReport? Of(MimeMessage message)
    {
        var statuses = Entities(message.Body).OfType<MessageDeliveryStatus>().ToList();
        if (statuses.Count > 0)
        {
            var report = FromStatus([.. statuses.SelectMany(Groups).Take(MaxEntries)], Ids(message));
            // Some hosts name there a name of theirs and no address, and the address in their words only.
            return report.Outcome == DeliveryOutcome.Failed && report.Unreachable is null
                ? report with { Recipients = [.. OfWords(message, Addressees(message)).Recipients, .. report.Recipients] }
                : report;
        }

        var failed = message.Headers["X-Failed-Recipients"];
        var sender = message.From.Mailboxes.FirstOrDefault()?.Address ?? "";
        var isDaemon = sender.StartsWith("mailer-daemon@", StringComparison.OrdinalIgnoreCase) || sender.StartsWith("postmaster@", StringComparison.OrdinalIgnoreCase);
        return failed is not null
            ? new BounceReport(DeliveryOutcome.Failed, [.. failed.Split(',', StringSplitOptions.TrimEntries).Take(MaxEntries).Select(Line)], Ids(message))
            : isDaemon && Ids(message) is { Count: > 0 } ids ? OfWords(message, Addressees(message)) with { MessageIds = ids } : null;
    }

    private static List<Customer> Addressees(MimeMessage message) => [.. message.To.Mailboxes.Select(Mime.MailSender.Of).OfType<Customer>()];

    private static BounceReport FromStatus(IReadOnlyList<(string Action, string Recipient)> groups, IReadOnlyList<string> ids)
    {
        foreach (var (word, outcome) in (ReadOnlySpan<(string, DeliveryOutcome)>)[("failed", DeliveryOutcome.Failed), ("delayed", DeliveryOutcome.Delayed)])
        {
            var about = groups.Where(group => group.Action.Equals(word, StringComparison.OrdinalIgnoreCase)).ToList();
            if (about.Count > 0)
            {
                return new BounceReport(outcome, [.. about.Select(group => group.Recipient).Where(recipient => recipient.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)], ids);
            }
        }

        return new BounceReport(groups.Count > 0 ? DeliveryOutcome.Delivered : DeliveryOutcome.Unknown, [], ids);
    }

    private static IEnumerable<(string Action, string Recipient)> Groups(MessageDeliveryStatus status)
    {
        if (status.Content?.Stream is not { Length: <= MaxStatusBytes })
        {
            yield break;
        }

        HeaderListCollection groups;
        try
        {
            groups = status.StatusGroups;
        }
        catch (FormatException)
        {
            yield break;
        }

        foreach (var group in groups.Where(group => group.Contains("Action")))
        {
            // "rfc822;ann@b.example"
            var recipient = Line(group["Final-Recipient"] ?? group["Original-Recipient"]);
            yield return (Line(group["Action"]).Split(' ')[0], recipient[(recipient.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim(' ', '<', '>'));
        }
    }

    // The enclosed mail or its headers; their text; what the report answers.
    private static IReadOnlyList<string> Ids(MimeMessage message)
    {
        var enclosed = Entities(message.Body).OfType<MessagePart>().Select(part => part.Message?.MessageId);
        var quoted = Lines(message).Where(line => line.StartsWith("Message-ID:", StringComparison.OrdinalIgnoreCase)).Select(line => line["Message-ID:".Length..]);
        return [.. enclosed.Concat(quoted).Append(message.InReplyTo).Concat(message.References).Select(id => Line(id).Trim('<', '>', ' ')).Where(id => id.Length > 0).Distinct(StringComparer.Ordinal).Take(MaxEntries)];
    }

    private static DeliveryOutcome OfText(MimeMessage message)
    {
        var lines = Lines(message).ToList();
        var words = lines.SelectMany(line => line.Split(' ', '(', ')', ':', ';', '-', '#')).ToList();
        return words.Any(word => word.StartsWith("5.", StringComparison.Ordinal) || word is "550" or "551" or "552" or "553" or "554") ? DeliveryOutcome.Failed
            : words.Any(word => word.StartsWith("4.", StringComparison.Ordinal) || word.StartsWith("delayed", StringComparison.OrdinalIgnoreCase)) ? DeliveryOutcome.Delayed
            : SaysFailed(string.Join('\n', lines.TakeWhile(line => !OriginalHeader().IsMatch(line)))) ? DeliveryOutcome.Failed
            : DeliveryOutcome.Unknown;
    }

    // Domino and translated reports have no code.
    private static bool SaysFailed(string text) => Wording.Has(text, WriterWords.All.FailurePhrases) && !Wording.Has(text, WriterWords.All.DelayPhrases);

    private static IEnumerable<string> Lines(MimeMessage message) =>
        Entities(message.Body).OfType<TextPart>().Take(1).SelectMany(part => Mime.TextContent.Read(part, 100_000).Split('\n').Take(MaxLines)).Select(line => Line(line));

    // The parser bounds depth and number. What stands within an enclosed mail is not the host's word.
    private static IEnumerable<MimeEntity> Entities(MimeEntity? entity) =>
        entity is Multipart multipart ? multipart.SelectMany(Entities) : entity is null ? [] : [entity];

    private static string Line(string? text) => OutsideText.Line(text, MaxLength);

    // What follows is the mail that did not arrive.
    [GeneratedRegex(@"^(Message-ID|Received|Return-Path|References|DKIM-Signature|From):", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex OriginalHeader();

    [GeneratedRegex(@"[^\s<>()\[\]:;,""'=@]{1,64}@[\w.-]{1,253}", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Address();
}

/// <summary>How far a mail of ours came.</summary>
public enum DeliveryOutcome
{
    /// <summary>The report does not tell.</summary>
    Unknown,

    /// <summary>Delivered, relayed or expanded to a list.</summary>
    Delivered,

    /// <summary>Not yet; the host goes on trying.</summary>
    Delayed,

    /// <summary>Given up.</summary>
    Failed,
}
