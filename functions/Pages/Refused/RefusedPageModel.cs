using Router.Operations;
using Router.Pages.Frame;
using Router.Pages.Wording;
using Router.Requests;

namespace Router.Pages.Refused;

/// <param name="Counts">The latest hour first.</param>
/// <param name="Since">When this instance began to count.</param>
internal sealed record RefusedPageModel(IReadOnlyList<RefusedInAnHour> Counts, DateTimeOffset Since) : IPageModel
{
    private const string MailSettings = "Email__RequestsPerDay, Email__BytesPerDay and Email__FilesPerDay";
    private const string WebhookSettings = "Webhooks__RequestsPerDay, Webhooks__BytesPerDay and Webhooks__FilesPerDay";
    private const string FormSettings = "Forms__RequestsPerDay, Forms__BytesPerDay and Forms__FilesPerDay";

    public string Title => "Refusals";

    public Section Section => Section.Refusals;

    /// <summary>Which door's quotas of a day somebody has used up.</summary>
    public IEnumerable<string> Quotas => Counts.Where(count => IsQuota(count.Code)).GroupBy(count => (count.Code, count.Channel)).Select(group => group.Key.Code == Refusals.QuotaHeld
        ? $"{group.Sum(count => count.Count)} × by {group.Key.Channel}: taken in and held, because more came in one address's name than {MailSettings} allow."
        : $"{group.Sum(count => count.Count)} × by {group.Key.Channel}: refused, because a sender had used up what {(group.Key.Channel == "webhook" ? WebhookSettings : FormSettings)} allow.");

    public IEnumerable<string> Bursts => Counts.Where(count => count.IsBurst)
        .Select(burst => $"{burst.Count} × {burst.Code} by {burst.Channel} in the hour from {TimeText.Minute(burst.Hour)}.");

    public static string LooksLike(RefusedInAnHour count) =>
        count.Code == Refusals.QuotaHeld ? "Too many of one sender, held and not refused" : count.IsSuspicious ? "No access, or a limit" : "A mistake";

    private static bool IsQuota(string code) => code == Refusals.QuotaHeld || code == Problem.QuotaUsed(TimeSpan.Zero).Code;
}
