using System.Text.Json;
using Microsoft.Extensions.Options;
using Router.Operations;
using Router.Pages;
using Router.Pages.Status;
using Router.Requests;

namespace Router.Unit.Pages;

public sealed class StatusTests
{
    private static readonly SiteAddress Site = new(Options.Create(new SiteOptions { Url = "https://support.example.com/" }));

    [Fact]
    public void From_LandedBug_LowerCaseAndAbsoluteLink()
    {
        var bug = RequestSamples.Bug("1", Severity.High);

        var json = JsonSerializer.Serialize(StatusBody.From(bug, Site), PagesJsonContext.Default.StatusBody);

        Assert.Equal(
            $$"""{"id":"{{bug.Id}}","channel":"form","kind":"fixing","confidence":0.5,"state":"landed","settled":true,"place":"bugs","link":"https://support.example.com/bugs#1"}""",
            json);
    }

    [Fact]
    public void From_JustReceived_NullsWhereNothingIsKnown()
    {
        var body = StatusBody.From(RequestSamples.Waiting() with { State = RequestState.Received, Probabilities = null }, Site);

        Assert.Equal((null, "received", false, null, null), (body.Confidence, body.State, body.Settled, body.Place, body.Link));
    }

    [Fact]
    public void From_AnyState_SentenceWithoutTheInside()
    {
        foreach (var state in Enum.GetValues<RequestState>())
        {
            var request = RequestSamples.Bug("1", Severity.High) with { State = state, StateReason = "storage said no", OwnerId = "casey" };

            var sentence = StatusPageModel.From(request, "text").Sentence;

            Assert.NotEmpty(sentence);
            Assert.DoesNotContain("storage", sentence, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("casey", sentence, StringComparison.OrdinalIgnoreCase);
        }
    }
}
