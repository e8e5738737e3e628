using Router.Requests;
using Router.Storage;

namespace Router.Browser.Setup;

/// <summary>A board as it may look after some weeks.</summary>
internal static class SampleBoard
{
    private static readonly DateTimeOffset Start = new(2026, 2, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly IReadOnlyList<BoardListing> Listings =
    [
        Entry("Redirect a whole folder at once", "We moved /news to /stories and have 340 pages to redirect one by one. Can you let us redirect a folder?", "manager-ui", "sasha", 14, 2, 38),
        Entry("Single sign-on with our identity provider", "Our security team asks for SAML before we can roll this out to the other departments.", "accounts-ui", "sasha", 9, 0, 36),
        Entry("Publish content at a set time", "Please add scheduling. We publish the school menu every Monday at 6 and somebody gets up for it.", "instances-api", "casey", 6, 5, 37),
        Entry("Filter the media library by uploader", "", "manager-ui", "sasha", 3, 12, 30),
        Entry("Invoices as one yearly PDF", "", null, null, 2, 20, 29),
        Entry("Allow WebP variants in templates", "", "web-engine", "robin", 1, 33, 33),
    ];

    public static Task StoreAsync(IServiceProvider services)
    {
        var views = services.GetRequiredService<ViewStore>();
        return Task.WhenAll(Listings.Select(listing => views.ProjectAsync(listing, CancellationToken.None)));
    }

    private static BoardListing Entry(string title, string text, string? component, string? owner, int requests, int firstDay, int lastDay) => new(
        new BacklogItem(Id(title, 0), title, text, component, owner, requests, Start.AddDays(firstDay), Start.AddDays(lastDay)),
        [.. Enumerable.Range(0, requests).Select(number => Id(title, number))]);

    private static string Id(string title, int number) => RequestId.From(Channel.Form, "board", $"{title} {number}").Value;
}
