using System.Text.Json.Nodes;
using Router.Kit;

namespace Router.Acceptance.Access;

/// <summary>A stack as it runs in Azure behind App Service authentication, with two requests: one about the owner's component, one about another's.</summary>
public sealed class RolesFixture : IAsyncLifetime
{
    private const string Owner = "sasha";
    private readonly string teamFile = Path.Combine(Path.GetTempPath(), $"router-team-{Guid.CreateVersion7():N}.json");

    internal LocalStack Stack { get; private set; } = null!;

    /// <summary>Follows no redirect and keeps no cookie.</summary>
    internal HttpClient Client { get; private set; } = null!;

    internal AskedFor Own { get; private set; } = null!;

    internal AskedFor Others { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var team = JsonNode.Parse(await File.ReadAllTextAsync(Checkout.FileOf("functions", "team.json")))!;
        team["people"]!.AsArray().Single(person => (string?)person!["id"] == Owner)!["objectId"] = PrincipalHeader.Account;
        team["access"] = new JsonObject
        {
            ["tenants"] = new JsonArray(PrincipalHeader.Tenant),
            ["contact"] = "casey",
            ["roles"] = new JsonArray([.. ((string[])["reader", "owner", "agent", "admin"]).Select(role => new JsonObject { ["role"] = role, ["appRoles"] = new JsonArray($"Router.{role}") })]),
        };
        await File.WriteAllTextAsync(teamFile, team.ToJsonString());
        Stack = await LocalStack.StartAsync(new StackOptions
        {
            Settings = new Dictionary<string, string>
            {
                ["Pages__SignIn"] = "AppService", ["WEBSITE_AUTH_ENABLED"] = "true", ["Team__Path"] = teamFile,
                // Nobody listens there.
                ["Subscribers__crm__Url"] = "http://127.0.0.1:1/hook", ["Subscribers__crm__Secret"] = AppRoot.Secret, ["FactDelivery__AllowLoopback"] = "true",
            },
        });
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Stack.Client.BaseAddress };
        Own = await AskAsync("Manager UI");
        Others = await AskAsync("WebEngine");
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (Stack is not null)
        {
            await Stack.DisposeAsync();
        }

        File.Delete(teamFile);
    }

    internal static string PrincipalOf(string role) => PrincipalHeader.Of($"The {role}", $"Router.{role}");

    private async Task<AskedFor> AskAsync(string component)
    {
        var body = new JsonObject
        {
            ["email"] = "kim@example.org", ["subject"] = "Error 500 on save", ["message"] = $"{component} crashes with an error 500 whenever we save. It is broken since this morning.", ["component"] = component,
        };
        using var post = new StringContent(body.ToJsonString(), null, "application/json");
        using var answer = await Client.PostAsync("/api/forms/support", post);
        answer.EnsureSuccessStatusCode();
        var kept = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        var asked = new AskedFor((string)kept["id"]!, new Uri((string)kept["status"]!).Segments[^1]);
        await SettledAsync(asked);
        return asked;
    }

    private async Task SettledAsync(AskedFor asked)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            using var ask = new HttpRequestMessage(HttpMethod.Get, $"/status/{asked.Id}/{asked.Token}") { Headers = { { "Accept", "application/json" } } };
            using var answer = await Client.SendAsync(ask, limit.Token);
            if ((bool?)JsonNode.Parse(await answer.Content.ReadAsStringAsync(limit.Token))!["settled"] == true)
            {
                return;
            }

            await pause.WaitForNextTickAsync(limit.Token);
        }
    }
}

/// <param name="Token">Of the customer's own address.</param>
internal sealed record AskedFor(string Id, string Token);
