using Router.Requests;
using Router.Triage;
using Router.Triage.Learning;
using Router.Triage.Reading;
using Router.Triage.Training;

namespace Router.Unit.Triage.Learning;

public sealed class ComponentLearnerTests
{
    private static readonly TrainingRow[] Ordinary = [.. Enumerable.Range(0, 200).Select(number => new TrainingRow("", $"please help with page {number}", "doing"))];

    [Fact]
    public void Learn_WordInThreeRequestsOfOneComponent_Learnt()
    {
        var words = Learn([.. Rows(3, "the wombat spins, please help", "editor")]);

        Assert.Equal([("editor", "spins", 3), ("editor", "wombat", 3)], words.Select(word => (word.ComponentId, word.Word, word.Requests)));
    }

    [Fact]
    public void Learn_InTwoRequests_NotYet() => Assert.Empty(Learn([.. Rows(2, "the wombat spins", "editor")]));

    [Fact]
    public void Learn_ElsewhereToo_SpeaksForNobody() =>
        Assert.Empty(Learn([.. Rows(3, "wombat", "editor"), .. Rows(1, "wombat", "accounts")]));

    [Fact]
    public void Learn_HardlyElsewhere_Learnt() =>
        Assert.Equal("editor", Assert.Single(Learn([.. Rows(8, "wombat", "editor"), .. Rows(2, "wombat", "accounts")])).ComponentId);

    [Theory]
    [InlineData("the login of somebody", "editor")]
    [InlineData("wombat", PersonsDecision.NoComponent)]
    [InlineData("wombat", "gone")]
    [InlineData("wombat", null)]
    public void Learn_NamesAndWhatIsNoComponent_Nothing(string text, string? component) =>
        Assert.DoesNotContain(Learn([.. Rows(5, text, component)]), word => word.Word is "login" or "wombat");

    [Fact]
    public void Match_TwoLearntWords_ComponentWithTheReason()
    {
        var match = Matcher(("editor", "wombat"), ("editor", "spins")).Match(null, RequestText.Read("", "Our Wombat never spins"));

        Assert.Equal(("editor", "Wombat, spins"), (match?.ComponentId, match?.Evidence));
        Assert.Equal("Persons gave requests with “Wombat, spins” to Editor.", match?.Why);
    }

    [Fact]
    public void Match_OneLearntWord_NotEnough() => Assert.Null(Matcher(("editor", "wombat")).Match(null, RequestText.Read("", "Our wombat never turns")));

    [Fact]
    public void Match_AnotherComponentsName_OutweighsAllThatWasLearnt() => Assert.Equal(
        "accounts",
        Matcher(("editor", "wombat"), ("editor", "spins"), ("editor", "never"), ("editor", "again")).Match(null, RequestText.Read("", "The login: our wombat never spins again"))?.ComponentId);

    [Fact]
    public void Match_TwoNamesAlike_LearntWordDecides()
    {
        var match = Matcher(("editor", "wombat")).Match(null, RequestText.Read("", "The manager loses the login of our wombat"));

        Assert.Equal("editor", match?.ComponentId);
        Assert.Contains("Requests with “wombat” went there too.", match?.Why, StringComparison.Ordinal);
    }

    private static ComponentMatcher Matcher(params (string Component, string Word)[] learnt) =>
        new(TestTeam.Team, new LearntWords { Current = [.. learnt.Select(word => new LearntWord(word.Component, word.Word, 3))] });

    private static IReadOnlyList<LearntWord> Learn(IReadOnlyList<TrainingRow> decided) => ComponentLearner.Learn(decided, Ordinary, TestTeam.Team);

    private static IEnumerable<TrainingRow> Rows(int count, string text, string? component) =>
        Enumerable.Range(0, count).Select(_ => new TrainingRow("", text, "fixing") { Component = component });
}
