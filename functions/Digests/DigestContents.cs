using Router.Requests;
using Router.Teams;

namespace Router.Digests;

/// <summary>What a digest tells one person. Pure.</summary>
internal sealed record DigestContents(
    IReadOnlyList<Request> WaitingOnYou,
    IReadOnlyList<Request> New,
    IReadOnlyList<Request> Aging,
    IReadOnlyList<Request> Unowned,
    IReadOnlyList<BacklogItem> MostAsked)
{
    private const int MostAskedShown = 5;

    /// <summary>Mails since the last digest that nobody has to act on, as a machine or a spammer wrote them: a number, so that a wrong one is looked for.</summary>
    public int Ignored { get; init; }

    /// <summary>What has stood this long without being done with is called aging.</summary>
    private static readonly TimeSpan AgingFrom = TimeSpan.FromDays(7);

    // A row reaches the lists moments after its request is durable, after a crash within the relay's grace. Both ends of a period are
    // put back by this, so that a request is new in exactly one digest.
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(2);

    /// <summary>False when there is nothing to do or to learn: then no mail goes out. What has been asked most is no news by itself.</summary>
    public bool HasNews => WaitingOnYou.Count + New.Count + Aging.Count + Unowned.Count > 0;

    public static DigestContents Of(Person person, DateTimeOffset since, DateTimeOffset until, DigestNews news)
    {
        var own = news.Requests.Where(request => request.ResponsibleId == person.Id && request.State != RequestState.Ignored).ToList();
        var waiting = own.Where(IsWaiting).ToList();
        return new DigestContents(
            waiting,
            [.. own.Where(request => request.ReceivedAt > since - Settling && request.ReceivedAt <= until - Settling)],
            [.. own.Where(request => IsOpen(request) && request.ReceivedAt <= until - AgingFrom).Except(waiting)],
            [.. news.Requests.Where(request => request.ResponsibleId is null && (request.State is RequestState.Waiting or RequestState.Parked || IsBug(request)))],
            [.. news.Board.Where(item => item.OwnerId == person.Id).OrderByDescending(item => item.Requests).ThenByDescending(item => item.LastAskedAt).Take(MostAskedShown)])
        {
            Ignored = news.Requests.Count(request => request is { State: RequestState.Ignored, Channel: Channel.Email } && request.ReceivedAt > since - Settling && request.ReceivedAt <= until - Settling),
        };
    }

    private static bool IsWaiting(Request request) =>
        request.State is RequestState.Waiting or RequestState.Parked || (IsBug(request) && request.MissingDetails.Count > 0);

    /// <summary>Answers and wishes are done with when they land; a bug is its owner's from then on.</summary>
    private static bool IsOpen(Request request) => request.State is RequestState.Received or RequestState.Routed || IsBug(request);

    private static bool IsBug(Request request) => request.Landing?.Place == LandingPlace.Bugs;
}
