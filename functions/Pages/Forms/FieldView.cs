using System.Text.Json;
using Router.Intake.Forms;
using Router.Requests;
using Router.Teams.Forms;

namespace Router.Pages.Forms;

/// <summary>One field as the page shows it: with what was written before, what is wrong with it, and when it applies.</summary>
internal sealed record FieldView(FormField Field, string? ChooserLabel, FormPost? Post, string? Error)
{
    public string Id => $"field-{Field.Name}";

    /// <summary>Ids of all that explains it; null where nothing does.</summary>
    public string? DescribedBy
    {
        get
        {
            string?[] ids = [Error is null ? null : $"error-{Field.Name}", Field.When is null ? null : $"when-{Field.Name}", Field.Help is null ? null : $"help-{Field.Name}"];
            var named = string.Join(' ', ids.OfType<string>());
            return named.Length == 0 ? null : named;
        }
    }

    /// <summary>What the script goes by: data attributes are written also where they are empty.</summary>
    public string Classes => (Field.When, Field.Required && !IsGroup) switch
    {
        (null, _) => "field",
        (_, true) => "field conditional demanded",
        _ => "field conditional",
    };

    public string? Invalid => Error is null ? null : "true";

    /// <summary>Without a script nobody knows whether it applies, so the browser may not demand it.</summary>
    public bool IsDemanded => Field is { Required: true, When: null };

    public bool IsGroup => Field is { Type: FieldTypes.Checkbox, Options: not null };

    public bool IsLoneBox => Field is { Type: FieldTypes.Checkbox, Options: null };

    public string Value => Post?.Fields.FirstOrDefault(sent => sent.Name == Field.Name)?.Value ?? "";

    public string? ConditionValues => Field.When is { } when ? $"[{string.Join(',', when.Values().Select(value => $"\"{JsonEncodedText.Encode(value)}\""))}]" : null;

    /// <summary>When it applies, in words.</summary>
    public string? ConditionText => Field.When is { } when
        ? $"{(Field.Required ? "Needed" : "Only")} if “{ChooserLabel}” is {string.Join(" or ", when.Values())}"
        : null;

    public string InputType => Field.Type switch
    {
        FieldTypes.Email => "email",
        FieldTypes.Url => "url",
        FieldTypes.Date => "date",
        // A number input takes no note of what it can't read; the server says what is wrong with it.
        _ => "text",
    };

    public string? InputMode => Field.Type == FieldTypes.Number ? "decimal" : null;

    /// <summary>What browsers may fill in by themselves.</summary>
    public string? Autocomplete => Field.Name switch
    {
        "name" => "name",
        "email" => "email",
        _ => null,
    };

    /// <summary>
    /// What the server would refuse or cut, and no less: a browser takes what is pasted beyond it away without a word. Null for a message, whose rest stays in the raw payload.
    /// </summary>
    public int? MaxLength => Field switch
    {
        { MaxLength: { } own } => own,
        { Name: "message" } => null,
        { Name: "subject" } or { Type: FieldTypes.Email } => InboundRequest.MaxSubjectLength,
        _ => FormRules.MaxValueLength,
    };

    public bool IsChosen(string option) => Post?.Values(Field.Name).Contains(option, StringComparer.Ordinal) == true;

    public bool IsTicked => Post?.Value(Field.Name) is { } value && FieldValue.IsTicked(value);

    /// <summary>Where a link to the field leads: of a group its first box.</summary>
    public string FocusId => IsGroup ? $"{Id}-0" : Id;
}
