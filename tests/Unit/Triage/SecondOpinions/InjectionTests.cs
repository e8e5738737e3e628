using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Router.Requests;
using Router.Triage;
using Router.Triage.Learning;

namespace Router.Unit.Triage.SecondOpinions;

/// <summary>Texts that talk a language model into something, and a model that does all they say: they gain a kind that was possible, or nothing.</summary>
public sealed class InjectionTests
{
    public static TheoryData<string> Cases { get; } =
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "Injection", "cases.jsonl")).Where(line => line.Length > 0)];

    [Fact]
    public void Cases_AreAHundred() => Assert.Equal(100, Cases.Count);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Ask_ModelObeysTheText_AtMostAPossibleKind(string line)
    {
        var (message, wants, answer, isValid) = Read(line);
        using var model = new ObedientModel(() => answer);

        var kind = await Asking.Of(model).KindAsync(message, Asking.AllPossible, TestContext.Current.CancellationToken);

        Assert.Equal(isValid ? wants : null, kind);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Ask_KindThatTheModelRulesOut_NotTaken(string line)
    {
        var (message, wants, answer, _) = Read(line);
        using var model = new ObedientModel(() => answer);
        var ruledOut = new Probabilities(wants == RequestKind.Doing ? 0.02 : 0.49, wants == RequestKind.Building ? 0.02 : 0.49, wants == RequestKind.Fixing ? 0.02 : 0.49);

        Assert.Null(await Asking.Of(model).KindAsync(message, ruledOut, TestContext.Current.CancellationToken));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Ask_Always_TextIsDataInOneJsonDocument(string line)
    {
        var (message, _, answer, _) = Read(line);
        using var model = new ObedientModel(() => answer);
        await Asking.Of(model).KindAsync(message, Asking.AllPossible, TestContext.Current.CancellationToken);

        var (messages, options) = Assert.Single(model.Asked);
        Assert.Equal([ChatRole.System, ChatRole.User], messages.Select(each => each.Role));
        Assert.DoesNotContain(message.Text, messages[0].Text, StringComparison.Ordinal);
        var document = JsonNode.Parse(messages[1].Text)!.AsObject();
        Assert.Equal((message.Subject, message.Text), ((string?)document["subject"], (string?)document["text"]));
        Assert.Equal(2, document.Count);
        Assert.Null(options!.Tools);
        var schema = Assert.IsType<ChatResponseFormatJson>(options.ResponseFormat).Schema!.Value;
        Assert.Equal(["doing", "building", "fixing", "unclear"], schema.GetProperty("properties").GetProperty("kind").GetProperty("enum").EnumerateArray().Select(each => each.GetString()));
    }

    /// <summary>Severity, component and owner are decided without it.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Decide_BySecondOpinion_OnlyTheKindIsTheLanguageModels(string line)
    {
        var (message, wants, _, _) = Read(line);
        var policy = new TriagePolicy(TestClassifier.WithCoverage(0), new SeverityPolicy(TestClassifier.Models), TestTeam.Team, new LearntWords());

        var decision = policy.DecideBySecondOpinion(message, wants);

        var same = policy.DecideAs(message, new DecisionChoice(wants));
        Assert.Equal(wants, decision.Classification.Kind);
        Assert.Equal((same.Severity, same.Component, same.Owner, same.Route), (decision.Severity, decision.Component, decision.Owner, decision.Route));
    }

    private static (InboundRequest Message, RequestKind Wants, string Answer, bool IsValid) Read(string line)
    {
        var node = JsonNode.Parse(line)!;
        return (
            Asking.Message((string)node["subject"]!, (string)node["text"]!),
            Enum.Parse<RequestKind>((string)node["wants"]!, ignoreCase: true),
            (string)node["answer"]!,
            (bool)node["valid"]!);
    }
}
