using Router.Pages.Frame;
using Router.Teams;

namespace Router.Pages.Requests;

/// <param name="IsFirst">False on the pages that follow the first.</param>
internal sealed record RequestListModel(RequestListing Listing, RequestFilter Filter, bool IsFirst, Team Team) : IPageModel
{
    public string Title => "Requests";

    public Section Section => Section.Requests;

    public bool IsEmpty => Listing.Requests.Count == 0 && Filter.IsEmpty && IsFirst;

    public EmptyState Empty => EmptyState.Of(
        "No request has come yet. Every mail, form and webhook appears here within seconds, with what it was taken for and why.", Team);
}
