using Router.Requests;
using Router.Triage;

namespace Router.Unit.Triage;

public sealed class AskReaderTests
{
    [Fact]
    public void Read_NumberedList_EachItemWithItsKind()
    {
        var asks = AskReader.Read(ModelInUse.Shipped, "Three things", "1. Login fails with error 500 since today.\n2. Please add an export to Excel.\n3. How do I add a user?");

        Assert.Equal([RequestKind.Fixing, RequestKind.Building, RequestKind.Doing], asks.Select(ask => ask.Kind));
        Assert.Equal("Please add an export to Excel.", asks[1].Text);
    }

    [Fact]
    public void Read_OneAsk_OneOfItsKind() =>
        Assert.Equal(RequestKind.Fixing, Assert.Single(AskReader.Read(ModelInUse.Shipped, "", "The app crashes with an error whenever I open the camera. It began after the update.")).Kind);

    [Theory]
    [InlineData("")]
    [InlineData("Thank you very much and have a nice weekend!")]
    public void Read_NothingAsked_None(string text) => Assert.Empty(AskReader.Read(ModelInUse.Shipped, "", text));

    [Fact]
    public void IsList_StepsOfOneFault_NotSeveralAsks() =>
        Assert.False(AskReader.IsList(Router.Triage.Reading.OwnWords.Read("Crash", "It crashes.\n\nSteps to reproduce:\n1. Open a page\n2. Add a picture\n3. How it looks now: black")));
}
