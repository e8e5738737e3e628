using Router.Teams.Sources;

namespace Router.Intake.Webhooks.Mapping;

/// <param name="Text">Never blank.</param>
/// <param name="From">The alternative that gave it, as the mapping writes it.</param>
/// <param name="Locations">The places in the payload that it was made of.</param>
internal sealed record Picked(string Text, string From, IReadOnlyList<string> Locations);

/// <summary>Takes what a pick means out of a payload.</summary>
internal sealed class PickReader(PayloadReader payload, string bodyHash)
{
    /// <summary>Hash of subject and text, once they are known.</summary>
    public string WordsHash { get; set; } = "";

    /// <summary>The first alternative that gives text and is <paramref name="wanted"/>; null where none does.</summary>
    public Picked? Read(Pick? pick, PayloadMatch? below = null, string separator = ", ", Predicate<string>? wanted = null) =>
        (pick?.Alternatives ?? []).Select(alternative => Read(alternative, below, separator))
            .FirstOrDefault(picked => picked is not null && (wanted is null || wanted(picked.Text)));

    public string? Text(Pick? pick, PayloadMatch? below = null) => Read(pick, below)?.Text;

    private Picked? Read(PickText pick, PayloadMatch? below, string separator)
    {
        var text = "";
        var locations = new List<string>();
        for (var i = 0; i < pick.Pieces.Count; i++)
        {
            if (pick.Paths[i] is not { } path)
            {
                text += pick.Pieces[i] switch { PickText.BodyHash => bodyHash, PickText.WordsHash => WordsHash, var asItIs => asItIs };
                continue;
            }

            var matches = payload.Find(path, below).Where(match => !string.IsNullOrWhiteSpace(match.Text)).ToList();
            if (matches.Count == 0)
            {
                return null;
            }

            text += string.Join(separator, matches.Select(match => match.Text));
            locations.AddRange(matches.Select(match => match.Location));
        }

        return string.IsNullOrWhiteSpace(text) ? null : new Picked(text, pick.Text, locations);
    }
}
