using System.Globalization;
using System.Text.Json;
using Router.Requests;
using Router.Teams.Sources;

namespace Router.Intake.Webhooks.Mapping;

/// <summary>Details and attachments: what a request has beside its words.</summary>
internal sealed class PayloadExtras(SourceMapping mapping, PayloadReader payload, TakenParts taken)
{
    private const int MaxAttachments = 40;
    private readonly List<(string Name, string Link)> links = [];

    /// <summary>Call after <see cref="Attachments"/>, whose links are details too.</summary>
    public IReadOnlyDictionary<string, string> Details()
    {
        var details = new DetailList();
        foreach (var (name, pick) in mapping.Details)
        {
            details.Add(name, taken.Text($"details.{name}", pick));
        }

        foreach (var list in mapping.DetailsFrom)
        {
            foreach (var match in payload.Find(list.Each).Where(match => list.Name is null || !taken.IsTaken(match.Location)))
            {
                Add(details, list, match);
            }
        }

        foreach (var (name, link) in links)
        {
            details.Add($"attachment {name}", link);
        }

        return details.Values;
    }

    /// <summary>The first answer that is a mail address, whatever the question is called; null for none.</summary>
    public string? Address() => Asked()
        .Where(answer => MailAddress.IsValid(answer.Value.Trim()))
        .Select(answer => taken.Found("customerAddress", answer.Location, answer.Value)).FirstOrDefault();

    /// <summary>What was asked and answered, a line each; null where nothing was.</summary>
    public string? Answers() => Asked().Where(answer => !taken.IsTaken(answer.Location)).Select(Line).ToList() is { Count: > 0 } lines ? string.Join('\n', lines) : null;

    public IReadOnlyList<Attachment> Attachments()
    {
        var attachments = new List<Attachment>();
        foreach (var (list, match) in mapping.Attachments.SelectMany(list => payload.Find(list.Each).Select(match => (list, match))).Take(MaxAttachments))
        {
            if (taken.Picks.Text(list.Name, match) is not { } given)
            {
                continue;
            }

            var name = FileNames.Clean(given, attachments.Count + 1);
            attachments.Add(new Attachment(name, OutsideText.Line(taken.Picks.Text(list.Type, match), 128), Size(taken.Picks.Text(list.Size, match))));
            if (taken.Picks.Text(list.Link, match) is { } link)
            {
                links.Add((name, link));
            }
        }

        return attachments;
    }

    private IEnumerable<(string Location, string? Name, string Value)> Asked() =>
        from list in mapping.DetailsFrom
        where list.Name is not null
        from match in payload.Find(list.Each)
        let value = taken.Picks.Text(list.Value, match)
        where !string.IsNullOrWhiteSpace(value)
        select (match.Location, NameOf(list, match), value);

    // The title says more to people than a name that a form gives its field.
    private string? NameOf(MappingDeclaration.DetailPicks list, PayloadMatch match) =>
        taken.Picks.Text(new Pick([.. list.Name!.Alternatives.Reverse()]), match);

    private static string Line((string Location, string? Name, string Value) answer)
    {
        var value = answer.Value switch { "true" => "Yes", "false" => "No", var other => other };
        return answer.Name is not { } name ? value : name.TrimEnd() is [.., '?' or '？' or ':' or '：'] ? $"{name.TrimEnd()} {value}" : $"{name}: {value}";
    }

    private void Add(DetailList details, MappingDeclaration.DetailPicks list, PayloadMatch match)
    {
        if (list.Name is not null)
        {
            // Forms make up a UUID for a question that nobody named; its title is the next alternative.
            details.Add(taken.Picks.Read(list.Name, match, wanted: name => !Guid.TryParse(name, out _))?.Text, taken.Picks.Text(list.Value, match));
            return;
        }

        if (match.Element is { ValueKind: JsonValueKind.Object } named)
        {
            foreach (var property in named.EnumerateObject().Where(property => !taken.IsTaken($"{match.Location}/{property.Name}")).Take(DetailList.MaxFields))
            {
                details.Add(property.Name, StrictJson.Scalar(property.Value));
            }
        }
    }

    private static long Size(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : 0;
}
