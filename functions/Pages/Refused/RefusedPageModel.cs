using Router.Operations;
using Router.Pages.Frame;
using Router.Pages.Wording;

namespace Router.Pages.Refused;

/// <param name="Counts">The latest hour first.</param>
/// <param name="Since">When this instance began to count.</param>
internal sealed record RefusedPageModel(IReadOnlyList<RefusedInAnHour> Counts, DateTimeOffset Since) : IPageModel
{
    public string Title => "Refusals";

    public Section Section => Section.Refusals;

    public IEnumerable<string> Bursts => Counts.Where(count => count.IsBurst)
        .Select(burst => $"{burst.Count} × {burst.Code} by {burst.Channel} in the hour from {TimeText.Minute(burst.Hour)}.");
}
