using Router.Requests;
using Router.Storage;

namespace Router.Unit.Pages;

internal static class RequestSamples
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    public static Request Waiting(string origin = "1") => new()
    {
        Id = RequestId.From(Channel.Form, "support", origin).Value,
        Channel = Channel.Form,
        Source = "support",
        Subject = "Redirects",
        Customer = new Customer("ada@example.org", "Ada"),
        ReceivedAt = Noon,
        ContentHash = "00",
        StatusToken = "11112222333344445555666677778888",
        State = RequestState.Waiting,
        Probabilities = new Probabilities(0.2, 0.5, 0.3),
    };

    public static Request Bug(string origin, Severity? severity, int minutes = 0) => Waiting(origin) with
    {
        State = RequestState.Landed,
        Kind = RequestKind.Fixing,
        Severity = severity,
        ReceivedAt = Noon.AddMinutes(minutes),
        Landing = new Landing(LandingPlace.Bugs, "Filed", "/bugs#1"),
    };

    public static Partition Partition(Request request, string text = "") => new() { Key = request.Id, Request = request, Text = text };

    public static Partition Partition(Request request, FollowUp later) => new() { Key = request.Id, Request = request, FollowUps = [later] };
}
