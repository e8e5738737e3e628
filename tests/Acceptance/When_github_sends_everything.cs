using System.Text.Json.Nodes;
using Router.Kit;

namespace Router.Acceptance;

/// <summary>All payloads of npm's @octokit/webhooks-examples, signed by @octokit/webhooks-methods (tests/Contract/js/octokit.mjs).</summary>
[Collection(OneStackForAll.Name)]
public sealed class When_github_sends_everything(StackFixture fixture)
{
    private static readonly string Folder = Checkout.FileOf("tests", "Contract", "js");

    [Fact]
    public async Task Should_keep_or_count_each_and_route_only_what_asks()
    {
        Assert.SkipWhen(!Directory.Exists(Path.Combine(Folder, "node_modules", "@octokit", "webhooks-examples")), "Run: npm ci --prefix tests/Contract/js");
        var address = new Uri(fixture.Stack.Client.BaseAddress!, "/api/webhooks/github");
        using var node = ChildProcess.Start("octokit", "node", [Path.Combine(Folder, "octokit.mjs"), $"{address}", AppRoot.Secret]);
        await node.WaitForOutputAsync("all sent", TimeSpan.FromSeconds(180));
        var answers = node.Output.Where(line => line.StartsWith('{')).Select(line => JsonNode.Parse(line)!).ToList();

        Assert.True(answers.Count > 300);
        Assert.All(answers, answer => Assert.Equal(202, (int)answer["status"]!));
        Assert.All(await Task.WhenAll(answers.Select(answer => fixture.Oracle.IsStoredAsync((string)answer["id"]!))), Assert.True);
    }
}
