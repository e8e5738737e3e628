using Router.Shared;
using Router.Shared.Teams;

namespace Router.Intake.Forms;

/// <summary>Holds a post against its form. The answer names fields of the form only, never what the sender wrote.</summary>
internal static class FormFieldCheck
{
    private const string MessageField = "message";

    public static Problem? Check(Form form, FormPost post, int maxFiles)
    {
        if (post.Fields.Count > FormPost.MaxFields)
        {
            return Problem.FieldInvalid($"At most {FormPost.MaxFields} fields.");
        }

        if (post.Files.Count > maxFiles)
        {
            return Problem.FieldInvalid($"At most {maxFiles} files.");
        }

        var faults = form.Fields.Select(field => Fault(field, post.Value(field.Name))).OfType<string>().ToList();
        if (post.Fields.Any(field => form.Fields.All(known => known.Name != field.Name) && IsOverLimit(field)))
        {
            faults.Add($"a field that the form does not define is over {DetailList.MaxNameLength} characters of name or {DetailList.MaxValueLength} of value");
        }

        return faults.Count == 0 ? null : Problem.FieldInvalid(string.Join("; ", faults) + ".");
    }

    private static string? Fault(FormField field, string? value)
    {
        if (value is null)
        {
            return field.Required ? $"{field.Name} is missing" : null;
        }

        if (field.Type == "email" && !MailAddress.IsValid(value))
        {
            return $"{field.Name} is no mail address";
        }

        // A pasted log may be long: the message is cut instead, and whole in the raw payload.
        return field.Name != MessageField && value.Length > DetailList.MaxValueLength ? $"{field.Name} is over {DetailList.MaxValueLength} characters" : null;
    }

    private static bool IsOverLimit(SentField field) =>
        field.Name.Length > DetailList.MaxNameLength || (field.Value.Length > DetailList.MaxValueLength && field.Name != MessageField);
}
