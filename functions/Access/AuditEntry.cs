namespace Router.Access;

/// <summary>One line of the trail; holds ids and no customer's text.</summary>
/// <param name="Person">Their name at that time.</param>
/// <param name="Account">Object id of their account, or "local".</param>
/// <param name="Roles">Those they had, separated by blanks.</param>
/// <param name="Act">A name of <see cref="Access.Act"/>.</param>
/// <param name="On">The page of what it was done to.</param>
/// <param name="Detail">What was chosen; empty where there was nothing to choose.</param>
/// <param name="From">The network address that Azure's front end saw.</param>
internal sealed record AuditEntry(DateTimeOffset At, string Person, string Account, string Roles, string Act, string On, string Detail, string From);
