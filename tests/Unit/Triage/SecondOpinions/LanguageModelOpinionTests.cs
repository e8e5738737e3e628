using System.ClientModel.Primitives;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Router.Requests;
using Router.Triage.SecondOpinions;

namespace Router.Unit.Triage.SecondOpinions;

public sealed class LanguageModelOpinionTests
{
    private const string Fixing = """{"kind":"fixing"}""";
    private static readonly InboundRequest Message = Asking.Message("Hello", "Any news about what we talked about?");

    [Theory]
    [InlineData("""{"kind":"doing"}""", RequestKind.Doing)]
    [InlineData("""{"kind":"building"}""", RequestKind.Building)]
    [InlineData(""" {"kind": "fixing"} """, RequestKind.Fixing)]
    [InlineData("""{"kind":"unclear"}""", null)]
    [InlineData("""{"kind":"FIXING"}""", null)]
    [InlineData("""{"kind":"fixing","owner":"ceo"}""", null)]
    [InlineData("""{"kind":"unclear","kind":"fixing"}""", null)]
    [InlineData("""{"kind":null}""", null)]
    [InlineData("""{"kind":["fixing"]}""", null)]
    [InlineData("fixing", null)]
    [InlineData("", null)]
    [InlineData("null", null)]
    public void Read_Answer_OnlyTheSchemasForm(string answer, RequestKind? expected) => Assert.Equal(expected, OpinionAnswer.Read(answer));

    [Fact]
    public async Task Ask_BudgetUsed_NobodyIsAskedUntilTomorrow()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 4, 23, 59, 0, TimeSpan.Zero));
        using var model = new ObedientModel(() => Fixing);
        var opinion = Asking.Of(model, new SecondOpinionOptions { DailyBudget = 2 }, time);
        List<RequestKind?> answers = [];
        for (var number = 0; number < 3; number++)
        {
            answers.Add(await opinion.KindAsync(Message, Asking.AllPossible, TestContext.Current.CancellationToken));
        }

        Assert.Equal([RequestKind.Fixing, RequestKind.Fixing, null], answers);
        Assert.Equal(2, model.Asked.Count);

        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(RequestKind.Fixing, await opinion.KindAsync(Message, Asking.AllPossible, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Ask_NoAnswerInTime_NoneAndNoFailure()
    {
        using var model = new ObedientModel(() => null);

        Assert.Null(await Asking.Of(model, new SecondOpinionOptions { TimeoutSeconds = 1 }).KindAsync(Message, Asking.AllPossible, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Ask_ServiceFails_NoneAndNoFailure()
    {
        using var model = new ObedientModel(() => throw new HttpRequestException("Down."));

        Assert.Null(await Asking.Of(model).KindAsync(Message, Asking.AllPossible, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Ask_CallerGivesUp_Ends()
    {
        using var model = new ObedientModel(() => null);
        using var given = new CancellationTokenSource();
        var asking = Asking.Of(model).KindAsync(Message, Asking.AllPossible, given.Token);
        await given.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    /// <summary>The vendor's own client: what goes over the wire, and what its answer becomes.</summary>
    [Fact]
    public async Task Ask_ByTheVendorsClient_OneSchemaBoundQuestion()
    {
        using var wire = new Wire("""
            {"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"{\"kind\":\"fixing\"}"}}],
             "usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}
            """);
        using var http = new HttpClient(wire);
        using var transport = new HttpClientPipelineTransport(http);
        var options = new SecondOpinionOptions { Endpoint = "https://example.openai.azure.com", Deployment = "small", ApiKey = "key" };
        using var client = SecondOpinionRegistration.ClientOf(options, () => throw new InvalidOperationException("There is a key."), transport);

        Assert.Equal(RequestKind.Fixing, await Asking.Of(client, options).KindAsync(Message, Asking.AllPossible, TestContext.Current.CancellationToken));

        var (address, authorization, body) = Assert.Single(wire.Requests);
        Assert.Equal("https://example.openai.azure.com/openai/v1/chat/completions", address);
        Assert.Equal("Bearer key", authorization);
        Assert.Equal("small", (string?)body["model"]);
        Assert.Equal("json_schema", (string?)body["response_format"]!["type"]);
        Assert.Equal(2, body["messages"]!.AsArray().Count);
        Assert.Null(body["tools"]);
    }

    [Fact]
    public async Task Ask_ServerBusy_AskedOnce()
    {
        using var wire = new Wire("{}", HttpStatusCode.TooManyRequests);
        using var http = new HttpClient(wire);
        using var transport = new HttpClientPipelineTransport(http);
        var options = new SecondOpinionOptions { Endpoint = "https://example.openai.azure.com", Deployment = "small", ApiKey = "key" };
        using var client = SecondOpinionRegistration.ClientOf(options, () => throw new InvalidOperationException("There is a key."), transport);

        Assert.Null(await Asking.Of(client, options).KindAsync(Message, Asking.AllPossible, TestContext.Current.CancellationToken));
        Assert.Single(wire.Requests);
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("https://example.openai.azure.com", "small", true)]
    [InlineData("https://example.openai.azure.com", null, false)]
    [InlineData("http://example.openai.azure.com", "small", false)]
    [InlineData("http://localhost:11434/v1", "small", true)]
    [InlineData("http://127.0.0.1:8080", "small", true)]
    [InlineData("http://models.example/v1", "small", false)]
    [InlineData("example", "small", false)]
    public void Options_Validated(string? endpoint, string? deployment, bool isValid) => Assert.Equal(
        isValid, new SecondOpinionOptionsValidator().Validate(null, new SecondOpinionOptions { Endpoint = endpoint, Deployment = deployment }).Succeeded);

    [Theory]
    [InlineData("https://example.openai.azure.com", "https://example.openai.azure.com/openai/v1/")]
    [InlineData("https://example.services.ai.azure.com/", "https://example.services.ai.azure.com/openai/v1/")]
    [InlineData("http://localhost:11434", "http://localhost:11434/v1/")]
    [InlineData("http://localhost:11434/v1", "http://localhost:11434/v1/")]
    [InlineData("https://models.example/team/openai/v1/", "https://models.example/team/openai/v1/")]
    public void AddressOf_Endpoint_AsSuchServicesHaveIt(string endpoint, string expected) =>
        Assert.Equal(expected, SecondOpinionRegistration.AddressOf(new Uri(endpoint)).ToString());

    [Fact]
    public async Task Ask_ServiceOfOnesOwn_SameQuestionWithoutAnIdentity()
    {
        using var wire = new Wire("""{"id":"1","object":"chat.completion","created":1,"model":"small","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"{\"kind\":\"fixing\"}"}}],"usage":{"prompt_tokens":120,"completion_tokens":6,"total_tokens":126}}""");
        using var http = new HttpClient(wire);
        using var transport = new HttpClientPipelineTransport(http);
        var options = new SecondOpinionOptions { Endpoint = "http://localhost:11434/v1", Deployment = "small" };
        using var client = SecondOpinionRegistration.ClientOf(options, () => throw new InvalidOperationException("It is not Azure's."), transport);

        var given = await Asking.Of(client, options).AskAsync(Message, Asking.AllPossible, TestContext.Current.CancellationToken);

        Assert.Equal(new OpinionGiven(RequestKind.Fixing, true, RequestKind.Doing, 120, 6), given);
        Assert.Equal("http://localhost:11434/v1/chat/completions", Assert.Single(wire.Requests).Address);
    }

    private sealed class Wire(string answer, HttpStatusCode status = HttpStatusCode.OK) : HttpMessageHandler
    {
        public List<(string Address, string? Authorization, JsonNode Body)> Requests { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!;
            Requests.Add(($"{request.RequestUri}", $"{request.Headers.Authorization}", body));
            return new HttpResponseMessage(status) { Content = new StringContent(answer, Encoding.UTF8, "application/json") };
        }
    }
}
