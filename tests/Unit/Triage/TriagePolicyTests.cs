using Router.Requests;
using Router.Triage;

namespace Router.Unit.Triage;

public sealed class TriagePolicyTests
{
    private readonly TriagePolicy policy = new(TestClassifier.Create(), new(TestClassifier.Models), TestTeam.Team, new());

    [Fact]
    public void Decide_Fault_FullDecision()
    {
        var decision = policy.Decide(TestTeam.Request("Editor", "I can't save in the editor since the last update, I get an error message."));

        Assert.Equal((TriageOutcome.Routed, "FileBug"), (decision.Outcome, decision.Message));
        Assert.Equal(Severity.Medium, decision.Severity?.Severity);
        Assert.Equal(("editor", "ann"), (decision.Component?.ComponentId, decision.Owner));
        Assert.Equal(["instanceId", "steps"], decision.MissingDetails.Select(detail => detail.Id));
    }

    [Fact]
    public void Decide_Question_NoSeverityAndNothingMissing()
    {
        var decision = policy.Decide(TestTeam.Request("", "How do I add a redirect in the health app?"));

        Assert.Equal("AnswerFromDocs", decision.Message);
        Assert.Equal("ann", decision.Owner);
        Assert.Null(decision.Severity);
        Assert.Empty(decision.MissingDetails);
    }

    [Fact]
    public void Decide_ComponentWithoutOwner_NoOwnerGuessed()
    {
        var decision = policy.Decide(TestTeam.Request("", "Someone I invited can't accept the invitation?"));

        Assert.Equal("accounts", decision.Component?.ComponentId);
        Assert.Null(decision.Owner);
    }

    [Fact]
    public void Decide_NotSure_UnclearWithoutMessage()
    {
        var decision = policy.Decide(TestTeam.Request("", "?"));

        Assert.Equal((TriageOutcome.Unclear, null), (decision.Outcome, decision.Message));
        Assert.NotEmpty(decision.Route.Why);
    }

    [Fact]
    public void Decide_WrittenByMachine_ClassifiedButNotRouted()
    {
        var decision = policy.Decide(TestTeam.Request("", "The app crashes with an error.") with { IsAutomatic = true });

        Assert.Equal((TriageOutcome.Automatic, null), (decision.Outcome, decision.Message));
        Assert.Equal(RequestKind.Fixing, decision.Classification.Kind);
    }
}
