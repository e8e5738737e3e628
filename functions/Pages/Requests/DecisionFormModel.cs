using Router.Requests;
using Router.Teams;

namespace Router.Pages.Requests;

/// <param name="IsDetailed">True where severity and component can be said too; a list of many keeps to one click.</param>
internal sealed record DecisionFormModel(Request Request, Team Team, bool IsDetailed);
