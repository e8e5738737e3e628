namespace Router.Reading;

/// <summary>Which files to read, and as what.</summary>
/// <param name="Form">Id of a form of the team file; null for none.</param>
/// <param name="Source">Id of a webhook source of the team file; null for none.</param>
/// <param name="Headers">Of a webhook.</param>
internal sealed record ReadArguments(IReadOnlyList<string> Files, string? Form, string? Source, string? ContentType, IReadOnlyDictionary<string, string> Headers, bool Json)
{
    public const string Usage =
        "read FILE... [--json] [--form ID | --source ID] [--type MEDIA-TYPE] [--header 'Name: value']...\n"
        + "Shows what intake makes of saved mails, or of posts of a form or a webhook source of the team file. Starts nothing and stores nothing.";

    /// <param name="wrong">What is wrong with the words; empty when nothing is.</param>
    public static ReadArguments? Parse(IReadOnlyList<string> words, out string wrong)
    {
        wrong = Usage;
        var files = new List<string>();
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var read = new ReadArguments(files, null, null, null, headers, Json: false);
        for (var index = 0; index < words.Count; index++)
        {
            var word = words[index];
            if (word == "--json")
            {
                read = read with { Json = true };
            }
            else if (!word.StartsWith('-'))
            {
                files.Add(word);
            }
            else if (++index == words.Count || read.With(word, words[index], headers) is not { } more)
            {
                return null;
            }
            else
            {
                read = more;
            }
        }

        wrong = files.Count == 0 ? Usage : read is { Form: not null, Source: not null } ? "Give --form or --source, not both." : "";
        return wrong.Length == 0 ? read : null;
    }

    private ReadArguments? With(string option, string value, Dictionary<string, string> headers)
    {
        switch (option)
        {
            case "--form":
                return this with { Form = value };
            case "--source":
                return this with { Source = value };
            case "--type":
                return this with { ContentType = value };
            case "--header" when value.Split(':', 2) is [{ Length: > 0 } name, var text]:
                headers[name.Trim()] = text.Trim();
                return this;
            default:
                return null;
        }
    }
}
