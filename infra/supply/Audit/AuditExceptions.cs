using System.Globalization;
using System.Xml.Linq;

namespace Router.Supply.Audit;

/// <summary>The checked-in file that says what the audit lets pass. MSBuild reads the same file, so that the ordinary build accepts what is accepted here.</summary>
internal static class AuditExceptions
{
    /// <exception cref="FormatException">An entry has no date, or no reason.</exception>
    public static IReadOnlyList<AuditException> Parse(string xml)
    {
        var items = XDocument.Parse(xml).Root!.Elements("ItemGroup").Elements().ToList();
        return
        [
            .. items.Where(item => item.Name == "AuditNoData").Select(item => Read(item, isSource: true)),
            .. items.Where(item => item.Name == "AuditAccepted").Select(item => Read(item, isSource: false)),
        ];
    }

    private static AuditException Read(XElement item, bool isSource)
    {
        var id = (string?)item.Attribute("Include") ?? "";
        var reason = (string?)item.Attribute("Reason");
        if (id.Length == 0 || string.IsNullOrWhiteSpace(reason))
        {
            throw new FormatException($"The entry '{id}' needs Include and Reason.");
        }

        return DateOnly.TryParseExact((string?)item.Attribute("Until"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var until)
            ? new AuditException(id, isSource, until, reason)
            : throw new FormatException($"The entry '{id}' needs Until as year-month-day, for example 2027-03-31.");
    }
}
