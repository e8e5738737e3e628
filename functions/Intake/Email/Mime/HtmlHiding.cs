using MimeKit.Text;

namespace Router.Intake.Email.Mime;

/// <summary>Knows whether the reader is inside an element that is not shown: scripts, styles, the head, and what a style hides (preview texts, tracking).</summary>
internal sealed class HtmlHiding(bool dropHidden)
{
    private string? _element;
    private int _depth;

    public bool IsHidden => _element is not null;

    /// <summary>True where the tag belongs to something hidden.</summary>
    public bool Swallows(HtmlTagToken tag)
    {
        if (_element is null)
        {
            return Begins(tag);
        }

        // Mail programs leave the head open often enough.
        if (_element == "head" && tag.Id == HtmlTagId.Body)
        {
            _element = null;
            return false;
        }

        if (tag.Name.Equals(_element, StringComparison.OrdinalIgnoreCase) && !tag.IsEmptyElement)
        {
            _depth += tag.IsEndTag ? -1 : 1;
            _element = _depth <= 0 ? null : _element;
        }

        return true;
    }

    private bool Begins(HtmlTagToken tag)
    {
        if (tag.IsEndTag || tag.IsEmptyElement || HoldsNothing(tag.Id) || !(IsNeverShown(tag.Id) || (dropHidden && IsStyledAway(tag))))
        {
            return false;
        }

        _element = tag.Name.ToLowerInvariant();
        _depth = 1;
        return true;
    }

    private static bool HoldsNothing(HtmlTagId id) =>
        id is HtmlTagId.Br or HtmlTagId.HR or HtmlTagId.Image or HtmlTagId.Input or HtmlTagId.Meta or HtmlTagId.Link or HtmlTagId.Base or HtmlTagId.Col or HtmlTagId.Area;

    private static bool IsNeverShown(HtmlTagId id) =>
        id is HtmlTagId.Script or HtmlTagId.Style or HtmlTagId.Head or HtmlTagId.Title or HtmlTagId.NoScript or HtmlTagId.Object or HtmlTagId.Select or HtmlTagId.IFrame;

    private static bool IsStyledAway(HtmlTagToken tag)
    {
        foreach (var attribute in tag.Attributes.Take(50))
        {
            if (attribute.Name.Equals("hidden", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }

            if (attribute.Id == HtmlAttributeId.Style && HidesBy(attribute.Value ?? ""))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HidesBy(string style)
    {
        var packed = string.Concat(OutsideText.Cut(style, 2_048).Where(c => !char.IsWhiteSpace(c)));
        return packed.Contains("display:none", StringComparison.OrdinalIgnoreCase)
            || packed.Contains("visibility:hidden", StringComparison.OrdinalIgnoreCase)
            || packed.Contains("mso-hide:all", StringComparison.OrdinalIgnoreCase);
    }
}
