using System.Net;
using System.Text.RegularExpressions;
using Router.Kit;
using Router.Triage.Learning;

namespace Router.Acceptance.Learning;

public sealed partial class When_persons_teach_the_model
{
    private const int Decisions = 30;

    // All of four digits: a model reads any digit as 0, so it says the same of each.
    private const int First = 2_000;
    private const string Subject = "Zorp";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(240);
    private static readonly Dictionary<string, string> Settings = new() { ["Triage__RetrainFrom"] = $"{Decisions}" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Should_judge_new_messages_by_it_until_somebody_goes_back()
    {
        await using var stack = await LocalStack.StartAsync(new StackOptions { Settings = Settings, Retrains = true });
        var before = await KindOfAsync(stack, await SendAsync(stack, 1_001));
        Assert.NotEqual("fixing", before);
        await DecideAsync(stack, (_, _) => "fixing");

        var page = await UntilAsync(stack, "/model", RowSwitched().IsMatch);
        Assert.Equal("Yes", RowSwitched().Match(page).Groups[1].Value);
        Assert.Contains("Go back to the shipped model", page, StringComparison.Ordinal);
        Assert.Equal("fixing", await KindOfAsync(stack, await SendAsync(stack, 1_002)));

        await PostAsync(stack, "/model/back", ("model", ""));
        Assert.Contains("brought back by local user", await stack.Client.GetStringAsync("/model", Token), StringComparison.Ordinal);
        Assert.Equal(before, await KindOfAsync(stack, await SendAsync(stack, 1_003)));
    }

    [Fact]
    public async Task Should_keep_the_model_in_use_when_what_was_taught_is_worse()
    {
        await using var stack = await LocalStack.StartAsync(new StackOptions { Settings = Settings, Retrains = true });
        var before = await KindOfAsync(stack, await SendAsync(stack, 1_001));

        // What it may learn says one thing, what it is judged on what the model in use says.
        await DecideAsync(stack, (isHeldOut, said) => isHeldOut ? said : "fixing");
        var page = await UntilAsync(stack, "/model", RowSwitched().IsMatch);

        Assert.Equal("No", RowSwitched().Match(page).Groups[1].Value);
        Assert.True(Broken().IsMatch(page), RowSwitched().Match(page).Value);
        Assert.DoesNotContain("/model/back", page, StringComparison.Ordinal);
        Assert.Equal(before, await KindOfAsync(stack, await SendAsync(stack, 1_002)));
    }

    private static string Text(int number) => $"Our zorp number {number} crashes with an error when we open it.";

    private static Task<string> SendAsync(LocalStack stack, int number) =>
        new Sender(stack.Client).SendUntilAcknowledgedAsync("form", $"zorp-{number}", Subject, Text(number), Limit);

    /// <param name="kindOf">What the person says, by whether the message is held out and what triage said.</param>
    private static async Task DecideAsync(LocalStack stack, Func<bool, string, string> kindOf)
    {
        var sent = new List<(string Id, int Number)>();
        for (var number = First; number < First + Decisions; number++)
            sent.Add((await SendAsync(stack, number), number));
        foreach (var (id, number) in sent)
        {
            var kind = kindOf(HeldOut.Contains(new(Subject, Text(number), "fixing")), await KindOfAsync(stack, id));
            var page = await UntilAsync(stack, $"/requests/{id}", html => Open().IsMatch(html));
            await PostAsync(stack, Open().Match(page).Groups[1].Value, ("kind", kind));
        }
    }

    /// <summary>The likeliest kind, which the request's page lists first.</summary>
    private static async Task<string> KindOfAsync(LocalStack stack, string id) =>
        Likeliest().Match(await UntilAsync(stack, $"/requests/{id}", Likeliest().IsMatch)).Groups[1].Value switch
        {
            "Do" => "doing",
            "Build" => "building",
            _ => "fixing",
        };

    private static async Task<string> UntilAsync(LocalStack stack, string path, Predicate<string> isExpected)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(Limit);
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (true)
        {
            var page = await stack.Client.GetStringAsync(path, limit.Token);
            if (isExpected(page))
            {
                return page;
            }

            await tick.WaitForNextTickAsync(limit.Token);
        }
    }

    private static async Task PostAsync(LocalStack stack, string path, (string Name, string Value) field)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = stack.Client.BaseAddress };
        using var form = new FormUrlEncodedContent([KeyValuePair.Create(field.Name, field.Value)]);
        using var answer = await client.PostAsync(path, form, Token);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }

    [GeneratedRegex("action=\"(/requests/[0-9a-f]+/(?:decision|correction))\"")]
    private static partial Regex Open();

    [GeneratedRegex("breaks (?:[5-9]|[1-9][0-9])")]
    private static partial Regex Broken();

    [GeneratedRegex("<li><span>(\\w+)</span><meter")]
    private static partial Regex Likeliest();

    [GeneratedRegex("data-label=\"Switched\"[^>]*>(\\w+)<")]
    private static partial Regex RowSwitched();
}
