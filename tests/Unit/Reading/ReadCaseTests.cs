using Router.Connectors;
using Router.Intake.Email;
using Router.Intake.Forms;
using Router.Reading;
using Router.Teams;
using Router.Triage;

namespace Router.Unit.Reading;

/// <summary>Real-world mails, posts and webhooks in our own words: what must come out of them, by the code of the command <c>read</c>.</summary>
public sealed class ReadCaseTests
{
    private static readonly string[] Ignored = ["automatic", "bounce", "spam"];
    private static readonly Team Team = TeamFile.Load(Path.Combine(AppContext.BaseDirectory, "team.json"), ShippedConnectors.Schemes.Names);
    private static readonly ModelInUse Models = ModelInUse.From(null);
    private static readonly ModelClassifier Classifier = new(Models, new TriageOptions());

    public static TheoryData<string> Names => [.. ReadCase.All.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Read_Case_AsExpected(string name)
    {
        var one = ReadCase.All.Single(one => one.Name == name);
        var expect = one.Expect;

        var answer = await ReadAsync(one);

        Assert.Equal(expect.Refused, answer.Refused?.Code);
        if (answer.Refused is not null)
        {
            return;
        }

        Assert.All(expect.TextContains ?? [], words => Assert.Contains(words, answer.Text!, StringComparison.Ordinal));
        Assert.All(expect.TextLacks ?? [], words => Assert.DoesNotContain(words, answer.Text!, StringComparison.Ordinal));
        Assert.Equal(expect.WrittenBy ?? answer.WrittenBy, answer.WrittenBy);
        Assert.Equal(expect.Customer ?? answer.Customer!.Address, answer.Customer!.Address);
        Assert.Equal(expect.Name ?? answer.Customer.Name, answer.Customer.Name);
        Assert.Equal(expect.Title ?? answer.Subject, answer.Subject);
        Assert.Equal(expect.Attachments ?? answer.Attachments.Count, answer.Attachments.Count);
        Assert.Contains(expect.CustomerContains ?? "", $"{answer.Customer.Name} <{answer.Customer.Address}>", StringComparison.Ordinal);
        Assert.Equal(expect.Unreachable ?? answer.Unreachable ?? "", answer.Unreachable ?? "");
        CheckState(expect, answer);
        CheckKind(expect, answer);
    }

    [Fact]
    public void ReadMail_SeveralAsks_EachWithItsKind()
    {
        var answer = ReaderFor("").ReadMail("mail.eml", "From: ada@customer.example\r\nSubject: Three things\r\n\r\n1. The export fails with error 500 since this morning.\r\n2. Please add a dark mode, we would love to have that.\r\n3. How do I change my password?\r\n"u8.ToArray());

        Assert.Equal(["fixing", "building", "doing"], answer.Asks.Select(ask => ask.Kind));
        Assert.StartsWith("The export fails", answer.Asks[0].Text, StringComparison.Ordinal);
        Assert.Contains("asks, building: Please add a dark mode", ReadReport.Of(answer), StringComparison.Ordinal);
    }

    [Fact]
    public void ReadMail_NothingAsked_NoAsks() =>
        Assert.Empty(ReaderFor("").ReadMail("mail.eml", "From: ada@customer.example\r\nSubject: Thanks\r\n\r\nThank you very much, have a nice weekend!\r\n"u8.ToArray()).Asks);

    [Fact]
    public void Cases_Files_EachOnceAndEachOfTheIndex()
    {
        Assert.Equal(ReadCase.FilesThere.Order(StringComparer.Ordinal), ReadCase.All.Select(one => one.File).OfType<string>().Order(StringComparer.Ordinal));
        Assert.Equal(ReadCase.All.Count, ReadCase.All.Select(one => one.Name).Distinct().Count());
    }

    private static void CheckState(Expectation expect, ReadAnswer answer)
    {
        var isIgnored = Ignored.Contains(answer.WrittenBy);
        Assert.Equal(expect.State is "ignored" || expect.PlaceNot is not null || isIgnored, isIgnored);
        Assert.False(isIgnored && expect.StateNot?.Contains("ignored") == true, answer.WrittenBy);
        Assert.Equal(expect.Waits ?? answer.Why.Any(why => why.StartsWith("It waits", StringComparison.Ordinal)), answer.Why.Any(why => why.StartsWith("It waits", StringComparison.Ordinal)));
    }

    private static void CheckKind(Expectation expect, ReadAnswer answer)
    {
        if (expect.OrState != "ignored" || !Ignored.Contains(answer.WrittenBy))
        {
            Assert.Contains(answer.Kind!, expect.KindIn ?? [expect.Kind ?? answer.Kind!]);
        }
    }

    private static async Task<ReadAnswer> ReadAsync(ReadCase one)
    {
        var reader = ReaderFor(one.Own);
        return one.Via switch
        {
            "mail" => reader.ReadMail(one.Name, one.Body()),
            _ when one.Via.StartsWith("form", StringComparison.Ordinal) => await reader.ReadFormAsync(one.Name, one.Body(), reader.FindForm("support")!, null, TestContext.Current.CancellationToken),
            var source => reader.ReadWebhook(one.Name, one.Body(), Team.FindSource(source)!, null, new Dictionary<string, string>()),
        };
    }

    private static FileReader ReaderFor(string own) =>
        new(Team, ShippedConnectors.Schemes, new OwnMail(new EmailOptions { Addresses = own }, Team), new FormsOptions(), Classifier, Models, TimeProvider.System);
}
