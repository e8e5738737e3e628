using Router.Requests;
using Router.Teams.Forms;

namespace Router.Intake.Forms;

/// <summary>Holds a post against its form. The answer names fields of the form only, never what the sender wrote.</summary>
internal static class FormFieldCheck
{
    private const string MessageField = "message";

    public static Problem? Check(AskedForm form, FormPost post, int maxFiles)
    {
        if (post.Fields.Count > FormPost.MaxFields)
        {
            return Problem.FieldInvalid($"At most {FormPost.MaxFields} fields.");
        }

        if (post.Files.Count > maxFiles)
        {
            return Problem.FieldInvalid($"At most {maxFiles} files.");
        }

        var applying = form.Applying(post.Values);
        var faults = form.Fields.Select(asked => Fault(asked, post, applying.Contains(asked.Field.Name))).OfType<FieldFault>().ToList();
        var unknown = post.Fields.Any(field => form.Fields.All(asked => asked.Field.Name != field.Name) && IsOverLimit(field))
            ? $"a field that the form does not define is over {DetailList.MaxNameLength} characters of name or {DetailList.MaxValueLength} of value"
            : null;
        return faults.Count == 0 && unknown is null
            ? null
            : Problem.FieldInvalid(string.Join("; ", faults.Select(fault => $"{fault.Field} {fault.Fault}").Append(unknown).OfType<string>()) + ".") with { Fields = faults };
    }

    private static FieldFault? Fault(AskedField asked, FormPost post, bool applies)
    {
        var field = asked.Field;
        var fault = field.Type == FieldTypes.File
            ? field.Required && applies && post.Files.All(file => file.Field != field.Name) ? "is missing" : null
            : post.Value(field.Name) is { } value
                ? FieldValue.Fault(asked, [.. post.Values(field.Name)], applies) ?? LengthFault(field, value, applies)
                : field.Required && applies ? "is missing" : null;
        return fault is null ? null : new FieldFault(field.Name, fault);
    }

    // A pasted log may be long: the message is cut instead, and whole in the raw payload.
    private static string? LengthFault(FormField field, string value, bool applies)
    {
        var most = applies && field.MaxLength is { } own ? own : field.Name == MessageField ? int.MaxValue : DetailList.MaxValueLength;
        return value.Length > most ? $"is over {most} characters" : null;
    }

    private static bool IsOverLimit(SentField field) =>
        field.Name.Length > DetailList.MaxNameLength || (field.Value.Length > DetailList.MaxValueLength && field.Name != MessageField);
}
