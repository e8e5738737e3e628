using System.Text.Json;
using Router.Requests;
using Router.Triage;

namespace Router.Unit.Triage;

/// <summary>Messages that once went wrong, and others of the same kinds.</summary>
public sealed class TriageCasesTests
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    private readonly TriagePolicy policy = new(TestClassifier.Create(), new(TestClassifier.Models), TestTeam.Team, new());

    public static TheoryData<string> Cases { get; } =
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "Triage", "cases.jsonl")).Where(line => line.Length > 0)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Decide_Case_AsExpected(string line)
    {
        var given = JsonSerializer.Deserialize<Case>(line, Format)!;

        var decision = policy.Decide(TestTeam.Request(given.Subject, given.Text));

        var said = decision.Outcome == TriageOutcome.Unclear ? nameof(RequestKind.Unclear) : decision.Classification.Kind.ToString();
        Assert.Contains(said, given.Expect, StringComparer.OrdinalIgnoreCase);
    }

    private sealed record Case(string Group, string Subject, string Text, string[] Expect);
}
