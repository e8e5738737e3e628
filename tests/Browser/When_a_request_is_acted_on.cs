using System.Net;
using System.Text.Json;
using Microsoft.Playwright;
using Router.Browser.Setup;
using Router.Messaging;
using Router.Requests;
using Router.Storage;

namespace Router.Browser;

public sealed class When_a_request_is_acted_on(RunningPages pages)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Should_take_the_first_decision_only()
    {
        var waiting = await pages.Samples.AddWaitingAsync("decided twice");

        Assert.Equal(HttpStatusCode.SeeOther, await PostAsync($"/requests/{waiting.Id}/decision", "fixing"));
        Assert.Equal(HttpStatusCode.SeeOther, await PostAsync($"/requests/{waiting.Id}/decision", "doing"));

        var stored = await pages.Samples.LoadAsync(waiting.Id);
        Assert.Equal(RequestKind.Fixing, stored.Request!.Kind);
        Assert.Single(stored.Outbox, message => message.Stage.StartsWith("decide", StringComparison.Ordinal) && message.Message.Message != MessageNames.NotifySubscribers);
        Assert.Single(stored.Timeline, happened => happened.Text == "Decided as fixing by local user.");
    }

    [Fact]
    public async Task Should_take_one_of_two_decisions_at_once()
    {
        var waiting = await pages.Samples.AddWaitingAsync("decided at once");

        var answers = await Task.WhenAll(
            PostAsync($"/requests/{waiting.Id}/decision", "fixing"), PostAsync($"/requests/{waiting.Id}/decision", "doing"));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.SeeOther, answer));
        var stored = await pages.Samples.LoadAsync(waiting.Id);
        Assert.Single(stored.Outbox, message => message.Stage.StartsWith("decide", StringComparison.Ordinal) && message.Message.Message != MessageNames.NotifySubscribers);
    }

    [Fact]
    public async Task Should_change_severity_where_it_is()
    {
        var waiting = await pages.Samples.AddWaitingAsync("corrected later");
        await PostAsync($"/requests/{waiting.Id}/decision", "fixing");
        await using var open = await pages.OpenAsync();
        await open.Page.GotoAsync($"/requests/{waiting.Id}");

        await open.Page.GetByLabel("Severity, of a fault").SelectOptionAsync("high");
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Keep it as Fix" }).ClickAsync();
        await open.Page.GetByRole(AriaRole.Heading, new() { Name = "What a person said" }).WaitForAsync();

        var stored = (await pages.Samples.LoadAsync(waiting.Id)).Request!;
        Assert.Equal((RequestKind.Fixing, Severity.High, 0), (stored.Kind, stored.Severity, stored.Moves));
        Assert.Equal((RequestKind.Fixing, Severity.High, "local user"), (stored.Decision!.Kind, stored.Decision.Severity, stored.Decision.By));
        Assert.Empty(open.Complaints);
    }

    [Fact]
    public async Task Should_move_a_request_with_one_click()
    {
        var waiting = await pages.Samples.AddWaitingAsync("moved");
        await PostAsync($"/requests/{waiting.Id}/decision", "fixing");
        await using var open = await pages.OpenAsync();
        await open.Page.GotoAsync($"/requests/{waiting.Id}");

        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Move to Build" }).ClickAsync();
        await open.Page.GetByText("Moved from Fix to Build by local user. The customer is not told.").WaitForAsync();

        var stored = await pages.Samples.LoadAsync(waiting.Id);
        Assert.Equal((RequestKind.Building, 1, RequestKind.Building), (stored.Request!.Kind, stored.Request.Moves, stored.Request.Decision!.Kind));
        Assert.Single(stored.Outbox, message => message.Message == new OutboxMessage(MessageNames.AddToBacklog, "land-2"));
        Assert.Empty(open.Complaints);
    }

    [Fact]
    public async Task Should_refuse_a_move_from_a_page_that_is_out_of_date()
    {
        var waiting = await pages.Samples.AddWaitingAsync("moved twice");
        await PostAsync($"/requests/{waiting.Id}/decision", "fixing");
        await PostAsync($"/requests/{waiting.Id}/correction", "building");
        using var client = new HttpClient { BaseAddress = new Uri(pages.Address) };
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["kind"] = "doing", ["moves"] = "0" });

        using var answer = await client.PostAsync($"/requests/{waiting.Id}/correction", form, Cancelled);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal(RequestKind.Building, (await pages.Samples.LoadAsync(waiting.Id)).Request!.Kind);
    }

    [Fact]
    public async Task Should_assign_a_request_and_give_it_back()
    {
        var waiting = await pages.Samples.AddWaitingAsync("assigned");
        await using var open = await pages.OpenAsync();
        await open.Page.GotoAsync($"/requests/{waiting.Id}");

        await open.Page.GetByLabel("Assign to").SelectOptionAsync("robin");
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Assign", Exact = true }).ClickAsync();
        await open.Page.GetByText("Assigned to Robin Apelt by local user.").WaitForAsync();
        Assert.Equal("robin", (await pages.Samples.LoadAsync(waiting.Id)).Request!.AssigneeId);
        await open.Page.GetByLabel("Assign to").SelectOptionAsync("");
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Assign", Exact = true }).ClickAsync();
        await open.Page.GetByText("Given back to its owner by local user.").WaitForAsync();

        Assert.Null((await pages.Samples.LoadAsync(waiting.Id)).Request!.AssigneeId);
        Assert.Empty(open.Complaints);
        Assert.Empty(await Axe.ViolationsAsync(open.Page));
    }

    [Fact]
    public async Task Should_believe_a_held_mail_and_take_that_back()
    {
        var unproven = await pages.Samples.AddUnprovenAsync("believed");
        await using var open = await pages.OpenAsync();
        await open.Page.GotoAsync($"/requests/{unproven.Id}");
        var mail = open.Page.Locator("article.card").Filter(new() { HasText = "Please send me the file." });

        await mail.GetByRole(AriaRole.Button, new() { Name = "Believe this mail" }).ClickAsync();
        await mail.GetByRole(AriaRole.Button, new() { Name = "Take it back" }).WaitForAsync();
        var believed = await pages.Samples.LoadAsync(unproven.Id);
        await mail.GetByRole(AriaRole.Button, new() { Name = "Take it back" }).ClickAsync();
        await mail.GetByRole(AriaRole.Button, new() { Name = "Not from them" }).WaitForAsync();

        Assert.Equal((DoubtState.Believed, false), (believed.FollowUps.Single(one => one.Key == "0a").Doubt!.State, believed.Request!.HasHeld));
        Assert.True((await pages.Samples.LoadAsync(unproven.Id)).Request!.HasHeld);
        Assert.Empty(open.Complaints);
    }

    [Fact]
    public async Task Should_refuse_a_request_that_is_not_there() =>
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync("/requests/00000000000000000000000000000000/decision", "doing"));

    [Fact]
    public async Task Should_send_a_parked_request_on_its_way_again()
    {
        var parked = await pages.Samples.AddParkedAsync("tried again");

        Assert.Equal(HttpStatusCode.SeeOther, await PostAsync($"/requests/{parked.Id}/replay", ""));

        var stored = await pages.Samples.LoadAsync(parked.Id);
        Assert.Equal((RequestState.Routed, null), (stored.Request!.State, stored.Request.StateReason));
        Assert.Equal("AnswerFromDocs", Assert.Single(stored.Outbox, message => message.Stage == "replay1").Message.Message);
    }

    [Fact]
    public async Task Should_list_on_after_a_cursor()
    {
        var views = pages.Services.GetRequiredService<ViewStore>();
        var all = await views.RequestsAsync(null, null, Cancelled).ToListAsync(Cancelled);

        var rest = await views.RequestsAsync(null, null, Cancelled, ViewStore.CursorOf(all[0])).ToListAsync(Cancelled);

        Assert.Equal(all.Skip(1).Select(request => request.Id), rest.Select(request => request.Id));
    }

    [Fact]
    public async Task Should_tell_programs_its_state_in_json()
    {
        using var client = new HttpClient { BaseAddress = new Uri(pages.Address) };
        client.DefaultRequestHeaders.Accept.Add(new("application/json"));
        var bug = pages.Samples.Bug;

        var status = await client.GetFromJsonAsync<JsonElement>($"/status/{bug.Id}/{bug.StatusToken}", Cancelled);

        Assert.Equal("fixing landed bugs", $"{status.GetProperty("kind")} {status.GetProperty("state")} {status.GetProperty("place")}");
        Assert.Equal($"https://support.example.com/bugs#{bug.Id}", status.GetProperty("link").GetString());
    }

    [Fact]
    public async Task Should_show_the_customer_nothing_of_the_inside()
    {
        using var client = new HttpClient { BaseAddress = new Uri(pages.Address) };
        var bug = pages.Samples.Bug;

        var page = await client.GetStringAsync($"/status/{bug.Id}/{bug.StatusToken}", Cancelled);
        using var guessed = await client.GetAsync($"/status/{bug.Id}/{new string('0', 32)}", Cancelled);

        Assert.Contains("All our customers see an error page.", page, StringComparison.Ordinal);
        Assert.All(
            (string[])["Robin", "WebEngine", "An error code", "severity", "/board"],
            inside => Assert.DoesNotContain(inside, page, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(HttpStatusCode.NotFound, guessed.StatusCode);
    }

    private async Task<HttpStatusCode> PostAsync(string path, string kind)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(pages.Address) };
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["kind"] = kind });
        using var answer = await client.PostAsync(path, form, Cancelled);
        return answer.StatusCode;
    }
}
