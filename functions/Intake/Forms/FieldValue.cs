using System.Globalization;
using Router.Teams.Forms;

namespace Router.Intake.Forms;

/// <summary>Whether what was sent is what a field of its type holds.</summary>
internal static class FieldValue
{
    private const int MaxAddressLength = 2_000;

    // How browsers, scripts and people say that a lone box is ticked, or is not.
    private static readonly string[] Ticks = ["on", "yes", "true", "1"];
    private static readonly string[] Unticked = ["off", "no", "false", "0"];

    /// <returns>Null where nothing is wrong; of a field that does not apply nothing is.</returns>
    public static string? Fault(AskedField asked, IReadOnlyList<string> values, bool applies)
    {
        if (!applies)
        {
            return null;
        }

        var field = asked.Field;
        var value = string.Join(", ", values);
        var fault = field.Type switch
        {
            FieldTypes.Email when !MailAddress.IsValid(value) => "is no mail address",
            FieldTypes.Url when !IsAddress(value) => "is no address such as https://www.example.com",
            FieldTypes.Number => NumberFault(field, value),
            FieldTypes.Date when !DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) => "is no date such as 2026-11-23",
            FieldTypes.Checkbox => BoxFault(field, values),
            _ => null,
        };
        return fault ?? (asked.Pattern?.IsMatch(value) == false ? "is not of the expected form" : null);
    }

    /// <summary>Whether it is none of what the field offers. That is no fault: a page may be older than the team's list, and the request is worth more.</summary>
    public static bool IsUnlisted(AskedField asked, IEnumerable<string> values) =>
        asked.Field.Options is { } options && values.Any(value => !options.Contains(value, StringComparer.Ordinal));

    /// <summary>Whether a lone checkbox was sent ticked.</summary>
    public static bool IsTicked(string value) => Ticks.Contains(value, StringComparer.OrdinalIgnoreCase);

    private static string? NumberFault(FormField field, string value) =>
        !decimal.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? "is no number"
        : number < field.Min ? string.Create(CultureInfo.InvariantCulture, $"is under {field.Min}")
        : number > field.Max ? string.Create(CultureInfo.InvariantCulture, $"is over {field.Max}")
        : null;

    private static string? BoxFault(FormField field, IReadOnlyList<string> values)
    {
        return field.Options is not null ? null
            : values.Count != 1 || (!IsTicked(values[0]) && !Unticked.Contains(values[0], StringComparer.OrdinalIgnoreCase)) ? "is neither yes nor no"
            : field.Required && !IsTicked(values[0]) ? "is missing"
            : null;
    }

    private static bool IsAddress(string value) =>
        value.Length <= MaxAddressLength && Uri.TryCreate(value, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp) && address.Host.Contains('.', StringComparison.Ordinal) && !value.Any(char.IsWhiteSpace);
}
