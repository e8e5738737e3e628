using Router.Requests;
using Router.Triage.Learning;
using Router.Unit.Pages;

namespace Router.Unit.Triage.Learning;

public sealed class CorrectionWeekTests
{
    // A Wednesday.
    private static readonly DateTimeOffset Day = new(2026, 3, 4, 23, 30, 0, TimeSpan.Zero);

    [Fact]
    public void Count_RequestsOfTwoWeeks_DecidedCorrectedAndLeft()
    {
        var sure = new TriageAnswer(RequestKind.Fixing, RequestKind.Fixing, 0.9, Severity.Low, "editor", "m");
        Request[] requests =
        [
            Request(RequestKind.Fixing),
            Request(RequestKind.Fixing, Decided(RequestKind.Building, sure)),
            Request(RequestKind.Fixing, Decided(RequestKind.Fixing, sure)),
            Request(RequestKind.Building, Decided(RequestKind.Building, sure with { Kind = RequestKind.Unclear })),
            Request(RequestKind.Unclear),
            Request(RequestKind.Doing) with { DecidedBy = "kim" },
            Request(RequestKind.Doing) with { IsAutomatic = true },
            Request(RequestKind.Unclear) with { Probabilities = null },
            Request(RequestKind.Doing) with { ReceivedAt = Day.AddDays(-3) },
        ];

        Assert.Equal(
            [new CorrectionWeek(new(2026, 3, 2), 3, 1, 3), new CorrectionWeek(new(2026, 2, 23), 1, 0, 0)],
            CorrectionWeek.Count(requests));
    }

    [Fact]
    public void Rate_NothingDecided_None() => Assert.Null(new CorrectionWeek(new(2026, 3, 2), 0, 0, 4).Rate);

    [Theory]
    [InlineData(RequestKind.Fixing, null, null, false)]
    [InlineData(RequestKind.Fixing, Severity.Low, "editor", false)]
    [InlineData(RequestKind.Building, null, null, true)]
    [InlineData(RequestKind.Fixing, Severity.High, null, true)]
    [InlineData(RequestKind.Fixing, null, "accounts", true)]
    [InlineData(RequestKind.Fixing, null, PersonsDecision.NoComponent, true)]
    internal void Corrects_WhatThePersonSaid_TrueWhereAnythingMoves(RequestKind kind, Severity? severity, string? component, bool expected) => Assert.Equal(
        expected,
        new PersonsDecision(kind, severity, component, "kim", Day, new(RequestKind.Fixing, RequestKind.Fixing, 0.9, Severity.Low, "editor", "m")).Corrects);

    private static PersonsDecision Decided(RequestKind kind, TriageAnswer triage) => new(kind, null, null, "kim", Day, triage);

    private static Request Request(RequestKind kind, PersonsDecision? decision = null) =>
        RequestSamples.Waiting() with { Kind = kind, State = RequestState.Landed, ReceivedAt = Day, Decision = decision };
}
