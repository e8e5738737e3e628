using Router.Requests;

namespace Router.Intake.Forms;

/// <summary>What a form post holds, in the order it was sent, whatever its encoding.</summary>
internal sealed record FormPost(IReadOnlyList<SentField> Fields, IReadOnlyList<SentFile> Files)
{
    public const int MaxFields = 100;

    /// <summary>A field sent several times (a group of checkboxes) is one value; null where it was not sent or left blank.</summary>
    public string? Value(string name)
    {
        var value = string.Join(", ", Values(name));
        return value.Length == 0 ? null : value;
    }

    /// <summary>What a field was sent with, blanks left out.</summary>
    public IEnumerable<string> Values(string name) => Fields.Where(field => field.Name == name).Select(field => field.Value.Trim()).Where(text => text.Length > 0);
}

internal sealed record SentField(string Name, string Value);

/// <param name="Field">Name of the field that it was sent in.</param>
/// <param name="Hash">Of the content, so that the same words with another picture are another request.</param>
/// <param name="Content">Where it waits; of the one who gave the room for it.</param>
internal sealed record SentFile(string Field, Attachment Attachment, string Hash, Stream Content);
