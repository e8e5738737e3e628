using Router.Teams;
using Router.Teams.Sources;

namespace Router.Intake.Webhooks.Preview;

/// <summary>Which payload to show, as which source.</summary>
/// <param name="Like">A ready mapping, for a source that is not in the team file yet.</param>
internal sealed record SourcesArguments(string Path, string? Source, string? Like, string? ContentType, IReadOnlyDictionary<string, string> Headers)
{
    public const string Usage =
        "sources test PATH [--source ID | --like MAPPING] [--header 'Name: value']... [--type MEDIA-TYPE]\n"
        + "Shows as JSON what the saved payload becomes: which rule fitted, the request, or why there is none. Its signature is not asked for.\n"
        + "Without --source or --like it is shown for each source of the team file.";

    public bool IsOne => Source is not null || Like is not null;

    /// <param name="wrong">What is wrong with the arguments; empty when nothing is.</param>
    public static SourcesArguments? Parse(string[] words, SourceNames names, out string wrong)
    {
        wrong = Usage;
        if (words is not ["test", { Length: > 0 } path, .. var options] || path[0] == '-' || options.Length % 2 != 0)
        {
            return null;
        }

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var read = new SourcesArguments(path, null, null, null, headers);
        for (var index = 0; index < options.Length; index += 2)
        {
            var (option, value) = (options[index], options[index + 1]);
            switch (option)
            {
                case "--source":
                    read = read with { Source = value };
                    break;
                case "--like" when names.Mappings.FirstOrDefault(name => name.Equals(value, StringComparison.OrdinalIgnoreCase)) is { } like:
                    read = read with { Like = like };
                    break;
                case "--like":
                    wrong = $"--like is one of {string.Join(", ", names.Mappings)}.";
                    return null;
                case "--type":
                    read = read with { ContentType = value };
                    break;
                case "--header" when value.Split(':', 2) is [{ Length: > 0 } name, var text]:
                    headers[name.Trim()] = text.Trim();
                    break;
                default:
                    return null;
            }
        }

        wrong = read is { Source: not null, Like: not null } ? "Give --source or --like, not both." : "";
        return wrong.Length == 0 ? read : null;
    }

    public IReadOnlyList<WebhookSource> SourcesOf(Team team, SourceNames names) =>
        Like is { } like ? [new WebhookSource(like, names.Schemes.Contains(like) ? like : SchemeNames.SharedSecret) { Mapping = new MappingDeclaration { Like = like } }]
        : [.. team.Sources.Where(source => Source is null || source.Id == Source)];

    // JSON begins with a brace, whatever the file is called; the other thing that senders send is a form.
    public InboundPayload Payload(byte[] body) => new(
        body,
        ContentType ?? (body.AsSpan().TrimStart("\u0020\t\r\n\u00EF\u00BB\u00BF"u8).StartsWith("{"u8) ? "application/json" : "application/x-www-form-urlencoded"),
        Headers,
        TimeProvider.System.GetUtcNow());
}
