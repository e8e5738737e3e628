using Router.Requests;
using Router.Teams;

namespace Router.Pages.Requests;

/// <param name="IsDetailed">True where severity and component can be said too; a list of many keeps to one click.</param>
internal sealed record DecisionFormModel(Request Request, Team Team, bool IsDetailed)
{
    /// <summary>Whether the request has been classified, so that what is not chosen stays as it is.</summary>
    public bool IsClassified => Request.State != RequestState.Waiting;

    public static string Destination(RequestKind kind) => kind switch
    {
        RequestKind.Doing => "The documentation answers it",
        RequestKind.Building => "The board",
        _ => "Bugs",
    };
}
