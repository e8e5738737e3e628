using MimeKit;

namespace Router.Intake.Email.Mime;

/// <summary>Words that a mail brings once: in one form, or as alternatives in two.</summary>
internal sealed class TextSection
{
    public List<TextPart> Plain { get; } = [];

    public List<TextPart> Html { get; } = [];

    public bool IsEmpty => Plain.Count + Html.Count == 0;

    // Enriched text (RFC 1896) has tags too.
    public void Add(TextPart part) => (part.IsHtml || part.IsEnriched ? Html : Plain).Add(part);
}
