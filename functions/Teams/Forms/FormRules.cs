using System.Buffers;

namespace Router.Teams.Forms;

/// <summary>What must hold of a form in the team file beyond its shape.</summary>
internal static class FormRules
{
    public const int MaxValueLength = 10_000;
    public const int MaxMessageLength = 30_000;
    private const int MaxFields = 60;
    private const int MaxNameLength = 64;
    private const string NameRule = "a name begins with a letter and holds up to 64 letters, digits, hyphens, underscores and points.";
    private static readonly string[] Words = ["subject", "message"];
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

    public static bool HoldsNull(Form form) =>
        form.AllowedOrigins.Any(origin => origin is null) || form.Fields.Any(field => field is null || HasNull(field.Options) || HasNull(field.When?.OneOf));

    public static IEnumerable<string> Check(Form form, Team team) =>
        FormFaults(form, team).Concat(form.Fields.SelectMany((field, index) => FieldFaults(form, field, index))).Select(fault => $"Form \"{form.Id}\": {fault}");

    private static IEnumerable<string> FormFaults(Form form, Team team)
    {
        if (form.Fields.Count > MaxFields)
            yield return $"more than {MaxFields} fields.";
        if (form.Fields.All(field => !Words.Contains(field.Name)))
            yield return "it asks for neither \"subject\" nor \"message\", so that no post of it would hold words.";
        foreach (var origin in form.AllowedOrigins.Where(origin => !IsOrigin(origin)))
            yield return $"\"{origin}\" is no origin such as https://www.example.com (https but for localhost, no path, no wildcard).";
        if (form.AskDetailsOf is null && form.RequireDetails)
            yield return "\"requireDetails\" needs \"askDetailsOf\".";
        if (form.AskDetailsOf is null)
            yield break;
        if (form.Fields.FirstOrDefault(field => field.Name == form.AskDetailsOf) is not { Type: FieldTypes.Select } chooser)
            yield return $"\"askDetailsOf\" names \"{form.AskDetailsOf}\", which is no select of the form.";
        else
        {
            foreach (var detail in ComponentDetails.Clashes(form, chooser, team))
                yield return $"its components require \"{detail}\" with different labels, types or patterns; give them the same, or make it a field of the form.";
            foreach (var detail in ComponentDetails.NamesOf(form, chooser, team).Where(detail => !IsName(detail)))
                yield return $"it can't ask for the detail \"{detail}\": {NameRule}";
        }
    }

    private static IEnumerable<string> FieldFaults(Form form, FormField field, int index)
    {
        var known = FieldTypes.All.Contains(field.Type);
        if (!known)
            yield return $"field \"{field.Name}\": type \"{field.Type}\" is none of {string.Join(", ", FieldTypes.All)}.";
        if (!IsName(field.Name))
            yield return $"field \"{field.Name}\": {NameRule}";
        if (field.Options is { } options && known && !FieldTypes.Chosen.Contains(field.Type))
            yield return $"field \"{field.Name}\": only a select and a checkbox have options.";
        if (field.Type == FieldTypes.Select && field.Options is not { Count: > 0 } && field.Name != form.AskDetailsOf)
            yield return $"field \"{field.Name}\": a select needs options.";
        if (field.Options is { } choices && (choices.Any(string.IsNullOrWhiteSpace) || choices.Distinct(StringComparer.OrdinalIgnoreCase).Count() < choices.Count))
            yield return $"field \"{field.Name}\": its options must be different and not empty.";
        if (field.MaxLength is { } length && (length < 1 || length > LongestOf(field) || !FieldTypes.Written.Contains(field.Type)))
            yield return $"field \"{field.Name}\": \"maxLength\" is for what is written, from 1 to {LongestOf(field)}.";
        if ((field.Min is not null || field.Max is not null) && (field.Type != FieldTypes.Number || field.Min > field.Max))
            yield return $"field \"{field.Name}\": \"min\" and \"max\" are for a number, the smaller first.";
        if (field.Pattern is not null && PatternFault(field) is { } fault)
            yield return $"field \"{field.Name}\": {fault}";
        if (field.When is { } when && ConditionFault(form, when, index) is { } wrong)
            yield return $"field \"{field.Name}\": {wrong}";
    }

    private static int LongestOf(FormField field) => field.Name == "message" ? MaxMessageLength : MaxValueLength;

    private static string? PatternFault(FormField field)
    {
        if (!FieldTypes.Written.Contains(field.Type))
            return "\"pattern\" is for what is written.";
        try
        {
            TeamPattern.Check(field.Pattern!);
            return null;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return $"its pattern can't be used: {exception.Message}";
        }
    }

    private static string? ConditionFault(Form form, FieldCondition when, int index)
    {
        if (form.Fields.Take(index).FirstOrDefault(field => field.Name == when.Field) is not { } asked)
            return $"\"when\" names \"{when.Field}\", which is no field before it.";
        if (asked.Type == FieldTypes.File)
            return "\"when\" can't ask for a file.";
        if (when.EqualTo is null == when.OneOf is null || when.Values().Count == 0)
            return "\"when\" needs either \"equals\" or \"oneOf\".";
        return asked.Options is { } options && when.Values().FirstOrDefault(value => !options.Contains(value, StringComparer.Ordinal)) is { } other
            ? $"\"when\" asks for \"{other}\", which is none of the options of \"{when.Field}\"."
            : null;
    }

    private static bool IsName(string name) => name is { Length: > 0 and <= MaxNameLength } && char.IsAsciiLetter(name[0]) && !name.AsSpan().ContainsAnyExcept(NameCharacters);

    private static bool IsOrigin(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
        && origin.Equals($"{address.Scheme}://{address.Authority}", StringComparison.Ordinal)
        && !address.Host.Contains('*', StringComparison.Ordinal) && address.UserInfo.Length == 0;

    private static bool HasNull(IReadOnlyList<string>? list) => list?.Any(element => element is null) == true;
}
