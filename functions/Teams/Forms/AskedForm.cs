using System.Text.RegularExpressions;

namespace Router.Teams.Forms;

/// <summary>A form as it is asked: with the details that its components require.</summary>
internal sealed record AskedForm(Form Form, IReadOnlyList<AskedField> Fields)
{
    public const string OtherComponent = "Something else";

    public string Id => Form.Id;

    public bool TakesFiles => Fields.Any(asked => asked.Field.Type == FieldTypes.File);

    public static AskedForm Of(Form form, Team team)
    {
        var fields = form.Fields.Select(field => field.Name == form.AskDetailsOf && field.Options is null ? field with { Options = [.. team.Components.Select(component => component.Name), OtherComponent] } : field).ToList();
        var asked = fields.Select(field => new AskedField(field, Whole(field.Pattern))).ToList();
        if (fields.FirstOrDefault(field => field.Name == form.AskDetailsOf) is { } chooser)
        {
            asked.AddRange(ComponentDetails.Of(form, chooser, team).Where(detail => fields.TrueForAll(field => field.Name != detail.Field.Name)));
        }

        return new AskedForm(form, asked);
    }

    /// <summary>Which fields apply with these values; one whose condition names a field that does not apply does not apply either.</summary>
    public IReadOnlySet<string> Applying(Func<string, IEnumerable<string>> valuesOf)
    {
        var applying = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in Fields.Select(asked => asked.Field))
        {
            if (field.When is not { } when || (applying.Contains(when.Field) && valuesOf(when.Field).Any(value => when.Values().Contains(value, StringComparer.Ordinal))))
            {
                applying.Add(field.Name);
            }
        }

        return applying;
    }

    private static Regex? Whole(string? pattern) => pattern is null ? null : TeamPattern.Compile($@"\A(?:{pattern})\z");
}

/// <param name="Pattern">What a value must match, as a whole or in part.</param>
internal sealed record AskedField(FormField Field, Regex? Pattern);
