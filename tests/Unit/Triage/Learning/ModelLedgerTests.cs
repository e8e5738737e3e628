using Router.Triage.Learning;

namespace Router.Unit.Triage.Learning;

public sealed class ModelLedgerTests
{
    private static readonly DateTimeOffset Night = new(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public void With_NotSwitched_ListedAndNotInUse()
    {
        var ledger = new ModelLedger().With(Candidate("a"));

        Assert.Null(ledger.Active);
        Assert.Equal("a", Assert.Single(ledger.Candidates).Model);
        Assert.Empty(ledger.Earlier);
    }

    [Fact]
    public void With_Switched_InUseAndShippedIsTheWayBack()
    {
        var ledger = new ModelLedger().With(Candidate("a", switched: true));

        Assert.Equal(("a", Night), (ledger.Active, ledger.Since));
        Assert.Equal([null], ledger.Earlier);
    }

    [Fact]
    public void GoBackTo_Shipped_NeedsAFifthMoreToSwitchAgain()
    {
        var ledger = new ModelLedger().With(Candidate("a", switched: true, decisions: 101)).GoBackTo(null, "kim", Night.AddHours(6));

        Assert.Equal((null, "kim", 122), (ledger.Active, ledger.SwitchedBy, ledger.DecisionsToSwitch));
        Assert.Equal(["a"], ledger.Earlier);
    }

    [Fact]
    public void With_SwitchedAfterAWayBack_OwesNothingMore()
    {
        var ledger = new ModelLedger().With(Candidate("a", switched: true)).GoBackTo(null, "kim", Night).With(Candidate("b", switched: true));

        Assert.Equal(("b", null, 0), (ledger.Active, ledger.SwitchedBy, ledger.DecisionsToSwitch));
        Assert.Equal(["a", null], ledger.Earlier);
    }

    [Fact]
    public void With_ManyCandidates_KeepsTheNewestAndTheOneInUse()
    {
        var ledger = new ModelLedger().With(Candidate("first", switched: true));
        for (var number = 0; number < 30; number++)
            ledger = ledger.With(Candidate($"c{number}"));

        Assert.Equal(11, ledger.Candidates.Count);
        Assert.Equal(("c29", "first"), (ledger.Candidates[0].Model, ledger.Candidates[^1].Model));
    }

    internal static Candidate Candidate(string model, bool switched = false, int decisions = 100) =>
        new(model, Night, 5_000, decisions, "shipped", new(30, 18, 24, 8, 1, 3, 3, 100, 4, 0.85, 0.85), switched, "Why.");
}
