using Router.Requests;
using Router.Storage;
using Router.Subscribers;

namespace Router.Unit.Subscribers;

public sealed class FactPolicyTests
{
    [Theory]
    [InlineData("receive", RequestState.Received, "received")]
    [InlineData("receive", RequestState.Ignored, "received ignored")]
    [InlineData("triage", RequestState.Routed, "classified routed")]
    [InlineData("triage", RequestState.Waiting, "classified waiting")]
    [InlineData("triage", RequestState.Ignored, "ignored")]
    [InlineData("decide1", RequestState.Routed, "classified routed")]
    [InlineData("correct12", RequestState.Landed, "corrected")]
    [InlineData("move2", RequestState.Routed, "corrected routed")]
    [InlineData("land-2", RequestState.Landed, "landed")]
    [InlineData("land", RequestState.Landed, "landed")]
    [InlineData("park2", RequestState.Parked, "parked")]
    [InlineData("park2", RequestState.Landed, "")]
    [InlineData("resolve", RequestState.Landed, "resolved")]
    [InlineData("resolve-1", RequestState.Landed, "resolved")]
    [InlineData("resolve-00ff12ab00ff12ab", RequestState.Routed, "resolved")]
    [InlineData("solved-resolve-1", RequestState.Landed, "")]
    [InlineData("needless-resolve-00ff", RequestState.Landed, "")]
    [InlineData("replay1", RequestState.Routed, "")]
    [InlineData("deliver-reply", RequestState.Landed, "")]
    [InlineData("notify-land", RequestState.Landed, "")]
    [InlineData("plan", RequestState.Routed, "")]
    public void TypesOf_Stage_ItsFacts(string stage, RequestState state, string facts) => Assert.Equal(
        facts.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(fact => "request." + fact), FactPolicy.TypesOf(stage, state));

    [Fact]
    public void FactsOf_OnlyWhatSomebodyWants_Told()
    {
        var facts = FactSamples.Source(FactSamples.Subscriber("a", FactTypes.Routed), FactSamples.Subscriber("b", FactTypes.Landed));

        Assert.Equal([FactTypes.Routed], facts.FactsOf(new Stage(StageNames.Triage, FactSamples.Request with { State = RequestState.Routed })).Select(fact => fact.Type));
        Assert.Empty(facts.FactsOf(new Stage(StageNames.Receive, FactSamples.Request)));
        Assert.Empty(facts.FactsOf(new Stage(StageNames.Land, null)));
    }

    [Fact]
    public void FactsOf_NoSubscribers_Nothing() =>
        Assert.Empty(FactSamples.Source().FactsOf(new Stage(StageNames.Receive, FactSamples.Request)));
}
