using System.Text;
using System.Text.Json.Nodes;
using Router.Requests;
using Router.Storage;
using Router.Subscribers;

namespace Router.Unit.Subscribers;

public sealed class FactBodyTests
{
    private static readonly JsonNode Schema = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "fact.schema.json")))!;

    [Fact]
    public void Write_Landed_IdsAndClasses()
    {
        const string expected =
            """
            {"type":"request.landed","timestamp":"2026-11-22T08:00:01+00:00","version":1,"data":{"requestId":"0123456789abcdef0123456789abcdef","requestUrl":"https://support.example.com/requests/0123456789abcdef0123456789abcdef","channel":"form","source":"support","receivedAt":"2026-11-22T08:00:00+00:00","state":"landed","isAutomatic":false,"kind":"fixing","confidence":0.97,"decidedBy":"person","severity":"high","componentId":"web-engine","ownerId":"robin","place":"bugs","placeUrl":"https://support.example.com/bugs#0123456789abcdef0123456789abcdef"}}
            """;

        Assert.Equal(expected, Write(FactTypes.Landed, FactSamples.Landed, withText: false));
    }

    [Fact]
    public void Write_Received_SaysNothingOfWhatIsNotKnownYet()
    {
        var data = JsonNode.Parse(Write(FactTypes.Received, FactSamples.Request, withText: false))!["data"]!.AsObject();

        Assert.Equal(["requestId", "requestUrl", "channel", "source", "receivedAt", "state", "isAutomatic"], data.Select(member => member.Key));
    }

    [Fact]
    public void Write_WithoutText_HoldsNothingThatTheCustomerWroteOrThatOpensADoor()
    {
        var body = Write(FactTypes.Landed, FactSamples.Landed, withText: false);

        Assert.All(
            (string[])["Ada", "ada@example.org", "invoice", "8-secret", "is wrong", "unguessable-token", "hash-of-content", "casey@example.com"],
            secret => Assert.DoesNotContain(secret, body, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Write_WithText_SubjectAndWords()
    {
        var data = JsonNode.Parse(Write(FactTypes.Received, FactSamples.Request, withText: true))!["data"]!;

        Assert.Equal((FactSamples.Request.Subject, FactSamples.CustomersWords, null), ((string?)data["subject"], (string?)data["text"], (bool?)data["isTextCut"]));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("😀")]
    [InlineData("\"")]
    [InlineData("\u0001")]
    public void Write_LongText_CutBetweenCharactersAndWithinARow(string character)
    {
        var body = Write(FactTypes.Received, FactSamples.Request, withText: true, "a" + string.Concat(Enumerable.Repeat(character, 30_000)));
        var data = JsonNode.Parse(body)!["data"]!;

        Assert.InRange(((string)data["text"]!).Length, FactBody.MaxTextLength - 1, FactBody.MaxTextLength);
        Assert.True((bool)data["isTextCut"]!);
        Assert.DoesNotContain("\uFFFD", body, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(body), 1, 60_000);
    }

    [Fact]
    public void Schema_Members_AreThoseThatAreSent()
    {
        var sent = SubscribersJsonContext.Default.FactData.Properties.Select(property => property.Name).Order(StringComparer.Ordinal);

        Assert.Equal(sent, Schema["$defs"]!["data"]!["properties"]!.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal));
        Assert.Equal(FactTypes.All, Names(Schema["properties"]!["type"]!));
        Assert.Equal(FactBody.CurrentVersion, (int)Schema["properties"]!["version"]!["const"]!);
    }

    [Fact]
    public void Schema_Names_AreThoseThatAreSent()
    {
        var members = Schema["$defs"]!["data"]!["properties"]!;

        Assert.Equal(Sent<Channel>(), Names(members["channel"]!));
        Assert.Equal(Sent<RequestState>(), Names(members["state"]!));
        Assert.Equal(Sent<RequestKind>(), Names(members["kind"]!));
        Assert.Equal(Sent<Severity>(), Names(members["severity"]!));
        Assert.Equal(Sent<LandingPlace>(), Names(members["place"]!));
        Assert.Equal(Sent<FactDecider>(), Names(members["decidedBy"]!));
    }

    private static IEnumerable<string> Sent<T>()
        where T : struct, Enum =>
        Enum.GetValues<T>().Select(value => System.Text.Json.JsonSerializer.Serialize(value, typeof(T), SubscribersJsonContext.Unescaped).Trim('"'));

    private static IEnumerable<string> Names(JsonNode member) => member["enum"]!.AsArray().Select(name => (string)name!);

    private static string Write(string type, Request request, bool withText, string text = FactSamples.CustomersWords)
    {
        var partition = new Partition { Key = request.Id, Request = request, Text = text };
        var fact = new StoredFact(FactSamples.Then.AddSeconds(1), "stage", FactPolicy.ToFact(type, request));
        return Encoding.UTF8.GetString(FactBody.Write(fact, partition, FactSamples.Site, withText));
    }
}
