using Router.Pages.Wording;
using Router.Requests;

namespace Router.Pages.Board;

/// <summary>Which items are shown; what is null does not count.</summary>
/// <param name="Component">A component's id, or <see cref="Nobody"/>.</param>
/// <param name="Owner">A person's id, or <see cref="Nobody"/>.</param>
/// <param name="AskedSince">Items that somebody asked for on this day (UTC) or later.</param>
internal sealed record BoardFilter(string? Component, string? Owner, int? AtLeast, DateOnly? AskedSince)
{
    public const string Nobody = "none";

    public bool IsEmpty => this is { Component: null, Owner: null, AtLeast: null, AskedSince: null };

    public static BoardFilter Read(HttpRequest request) => new(
        QueryValue.Text(request, "component"),
        QueryValue.Text(request, "owner"),
        QueryValue.Count(request, "min"),
        QueryValue.Day(request, "since"));

    public bool Shows(BacklogItem item) =>
        Matches(Component, item.ComponentId)
        && Matches(Owner, item.OwnerId)
        && (AtLeast is not { } least || item.Requests >= least)
        && (AskedSince is not { } since || DateOnly.FromDateTime(item.LastAskedAt.UtcDateTime) >= since);

    private static bool Matches(string? wanted, string? id) => wanted is null || wanted == (id ?? Nobody);
}
