using Router.Requests;

namespace Router.Triage.Learning;

/// <summary>How often persons corrected triage in the requests of one week.</summary>
/// <param name="FirstDay">The day, UTC, that the week begins with.</param>
/// <param name="ByTriage">What triage decided by itself.</param>
/// <param name="Corrected">How many of these a person corrected, in kind, severity or component.</param>
/// <param name="LeftToPersons">What triage was not sure of.</param>
internal sealed record CorrectionWeek(DateOnly FirstDay, int ByTriage, int Corrected, int LeftToPersons)
{
    public double? Rate => ByTriage == 0 ? null : (double)Corrected / ByTriage;

    /// <param name="requests">In any order; what machines wrote and what is not triaged yet counts nowhere.</param>
    public static IReadOnlyList<CorrectionWeek> Count(IEnumerable<Request> requests) =>
    [
        .. requests.Where(request => request is { IsAutomatic: false, Probabilities: not null })
            .GroupBy(request => FirstDayOf(request.ReceivedAt))
            .Select(week => new CorrectionWeek(
                week.Key, week.Count(request => !WasUnclear(request)), week.Count(request => request.Decision?.Corrects == true), week.Count(WasUnclear)))
            .OrderByDescending(week => week.FirstDay),
    ];

    public static DateOnly FirstDayOf(DateTimeOffset at)
    {
        var day = DateOnly.FromDateTime(at.UtcDateTime);
        return day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
    }

    private static bool WasUnclear(Request request) =>
        request.Decision is { } decision ? decision.Triage.Kind == RequestKind.Unclear : request.Kind == RequestKind.Unclear || request.DecidedBy is not null;
}
