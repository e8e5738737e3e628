using System.Net;
using System.Text.Json.Nodes;
using Router.Kit;

namespace Router.Acceptance.Forms;

/// <summary>Neither the address that a form names nor a key is proof: who uses another's must not be in the other's way, or read what is the other's.</summary>
public sealed class When_somebody_writes_in_anothers_name
{
    private const string Stranger = "198.51.100.1";
    private const string Owner = "203.0.113.7";

    [Fact]
    public async Task Should_neither_lock_the_owner_out_nor_answer_for_the_owner()
    {
        await using var stack = await LocalStack.StartAsync(new StackOptions { Settings = new Dictionary<string, string> { ["Forms__PostsPerAddress"] = "3" } });

        // A key that was guessed or taken first.
        var squatted = await SendAsync(stack, Stranger, "kim@example.org", "The stranger's words.", "order-1");
        var own = await SendAsync(stack, Owner, "kim@example.org", "My words.", "order-1");
        var again = await SendAsync(stack, Owner, "kim@example.org", "My words.", "order-1");
        var guessed = await SendAsync(stack, Stranger, "kim@example.org", "My words.", "order-1");

        Assert.Equal([HttpStatusCode.Accepted, HttpStatusCode.Accepted, HttpStatusCode.Accepted], new[] { squatted, own, again }.Select(answer => answer.Status));
        Assert.Equal(own.Body.ToJsonString(), again.Body.ToJsonString());
        Assert.NotEqual((string?)own.Body["status"], (string?)squatted.Body["status"]);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "idempotency-key-reused"), (guessed.Status, (string?)guessed.Body["code"]));

        // The same words without a key.
        var first = await SendAsync(stack, Owner, "lee@example.org", "It does not work.");
        var repeated = await SendAsync(stack, Stranger, "lee@example.org", "It does not work.");
        Assert.NotEqual((string?)first.Body["status"], (string?)repeated.Body["status"]);

        // Many in one name.
        var flood = new List<HttpStatusCode>();
        for (var post = 0; post < 20; post++)
        {
            flood.Add((await SendAsync(stack, Stranger, "pat@example.org", $"Flood {post}.")).Status);
        }

        var victim = await SendAsync(stack, Owner, "pat@example.org", "I am Pat, and need help.");
        Assert.Contains(HttpStatusCode.TooManyRequests, flood);
        Assert.True(victim.Status == HttpStatusCode.Accepted, $"{victim.Status}: {victim.Body}");
        Assert.Contains("Somebody else may be using it", await stack.Client.GetStringAsync($"/requests/{victim.Body["id"]}", Posting.Cancelled), StringComparison.Ordinal);
    }

    private static Task<(HttpStatusCode Status, JsonNode Body)> SendAsync(LocalStack stack, string network, string address, string words, string? key = null)
    {
        var post = Posting.Text("application/json", new JsonObject { ["email"] = address, ["subject"] = "Help", ["message"] = words }.ToJsonString());
        post.Headers.Add("X-Forwarded-For", network);
        if (key is not null)
        {
            post.Headers.Add("Idempotency-Key", key);
        }

        return Posting.SendAsync(stack.Client, post);
    }
}
