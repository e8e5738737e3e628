using Router.Pages.Bugs;
using Router.Pages.Requests;
using Router.Pages.Wording;
using Router.Requests;

namespace Router.Unit.Pages;

public sealed class WordingTests
{
    [Theory]
    [InlineData("doing", RequestKind.Doing)]
    [InlineData("FIXING", RequestKind.Fixing)]
    [InlineData("7", null)]
    [InlineData("1", null)]
    [InlineData("doing,fixing", null)]
    [InlineData("nonsense", null)]
    [InlineData(null, null)]
    public void Name_Text_OnlyAKindsOwnName(string? text, RequestKind? expected) =>
        Assert.Equal(expected, QueryValue.Name<RequestKind>(text));

    [Fact]
    public void Minute_OtherOffset_Utc() =>
        Assert.Equal("4 Mar 2026, 10:30 UTC", TimeText.Minute(new DateTimeOffset(2026, 3, 4, 12, 30, 0, TimeSpan.FromHours(2))));

    [Theory]
    [InlineData("", "", "Not given")]
    [InlineData("a@b.c", "", "a@b.c")]
    [InlineData("", "Ada", "Ada")]
    [InlineData("a@b.c", "Ada", "Ada <a@b.c>")]
    public void Of_Customer_WhatIsKnown(string address, string name, string expected) =>
        Assert.Equal(expected, Words.Of(new Customer(address, name)));

    [Theory]
    [InlineData(1023, "1023 bytes")]
    [InlineData(1024, "1 KB")]
    [InlineData(1_572_864, "1.5 MB")]
    public void Size_Bytes_Readable(long bytes, string expected) => Assert.Equal(expected, Words.Size(bytes));

    [Fact]
    public void Of_NotTriaged_ChipSaysSo() =>
        Assert.Contains("Not classified", Chips.Of(RequestSamples.Waiting() with { Probabilities = null }).Value, StringComparison.Ordinal);

    [Fact]
    public void From_Bugs_HardestFirstThenNewest()
    {
        var model = BugsPageModel.From(
            [
                RequestSamples.Bug("low", Severity.Low, 9),
                RequestSamples.Bug("old", Severity.High, 1),
                RequestSamples.Bug("new", Severity.High, 2),
                RequestSamples.Bug("none", null, 10),
                RequestSamples.Waiting("no bug"),
            ],
            false,
            TeamSamples.Small);

        Assert.Equal([Id("new"), Id("old"), Id("none"), Id("low")], model.Bugs.Select(bug => bug.Id));
    }

    [Theory]
    [InlineData("/bugs#1", "/bugs#1")]
    [InlineData("//elsewhere.example", null)]
    [InlineData("/\\elsewhere.example", null)]
    [InlineData("javascript:alert(1)", null)]
    public void LandingPath_Path_OnlyOnThisSite(string path, string? expected)
    {
        var request = RequestSamples.Waiting() with { Landing = new Landing(LandingPlace.Bugs, "", path) };

        Assert.Equal(expected, new RequestPageModel(request, RequestSamples.Partition(request), TeamSamples.Small).LandingPath);
    }

    private static string Id(string origin) => RequestId.From(Channel.Form, "support", origin).Value;
}
