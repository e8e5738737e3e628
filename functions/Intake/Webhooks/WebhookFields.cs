using System.Globalization;
using Router.Requests;

namespace Router.Intake.Webhooks;

/// <summary>Fields that every source has under some name.</summary>
internal static class WebhookFields
{
    private const int MaxNameLength = 128;

    /// <summary>An address that we could not write to is no address: the customer stays nameless rather than wrong.</summary>
    public static Customer Customer(string? address, string? name)
    {
        var trimmed = (address ?? "").Trim();
        if (MailAddress.IsValid(trimmed))
        {
            return new Customer(trimmed, OutsideText.Line(name, MaxNameLength));
        }

        // As mail programs write it: Ann Lee <ann@b.example>.
        var start = trimmed.LastIndexOf('<');
        return start >= 0 && trimmed.EndsWith('>') && trimmed[(start + 1)..^1].Trim() is var inner && MailAddress.IsValid(inner)
            ? new Customer(inner, OutsideText.Line(string.IsNullOrWhiteSpace(name) ? trimmed[..start].Trim().Trim('"') : name, MaxNameLength))
            : new Customer("", OutsideText.Line(name, MaxNameLength));
    }

    public static DateTimeOffset? Time(string? text, DateTimeOffset receivedAt) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? SentTime.Plausible(time, receivedAt) : null;

    /// <summary>The component a sender named; null for none.</summary>
    public static string? Area(string? text)
    {
        var area = OutsideText.Line(text, DetailList.MaxNameLength);
        return area.Length == 0 ? null : area;
    }

    /// <summary>Subject and text, each standing in for the other where only one was given.</summary>
    public static (string Subject, string Text) Words(string? subject, string? text)
    {
        var line = OutsideText.Line(subject, InboundRequest.MaxSubjectLength);
        var block = OutsideText.Block(text, InboundRequest.MaxTextLength);
        return (line.Length > 0 ? line : SubjectLine.From(block), block.Length > 0 ? block : line);
    }
}
