using Router.Shared;

namespace Router.Intake.Forms;

/// <summary>What a form post holds, in the order it was sent, whatever its encoding.</summary>
internal sealed record FormPost(IReadOnlyList<SentField> Fields, IReadOnlyList<SentFile> Files)
{
    public const int MaxFields = 100;

    /// <summary>A field sent several times (a group of checkboxes) is one value; null where it was not sent or left blank.</summary>
    public string? Value(string name)
    {
        var value = string.Join(", ", Fields.Where(field => field.Name == name).Select(field => field.Value.Trim()).Where(text => text.Length > 0));
        return value.Length == 0 ? null : value;
    }
}

internal sealed record SentField(string Name, string Value);

/// <param name="Hash">Of the content, so that the same words with another picture are another request.</param>
internal sealed record SentFile(Attachment Attachment, string Hash);
