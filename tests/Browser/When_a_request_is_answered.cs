using System.Net;
using Microsoft.Playwright;
using Router.Browser.Setup;
using Router.Requests;
using Router.Storage;

namespace Router.Browser;

/// <summary>A person answers, notes, and works on a drafted reply, on the request's page and with plain forms.</summary>
public sealed class When_a_request_is_answered(RunningPages pages)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Should_send_an_own_reply_with_one_click(bool hasScript)
    {
        var bug = await pages.Samples.AddBugAsync($"answered {hasScript}");
        await using var open = await pages.OpenAsync(hasScript: hasScript);
        await open.Page.GotoAsync($"/requests/{bug.Id}");

        Assert.Equal("ada@example.org", await open.Page.GetByLabel("To", new() { Exact = true }).InputValueAsync());
        await open.Page.GetByLabel("Your reply").FillAsync("It is mended.");
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Undo sending your reply" }).WaitForAsync();

        var stored = await pages.Samples.LoadAsync(bug.Id);
        var own = Assert.Single(stored.Mails, mail => mail.WrittenBy == "local user");
        Assert.Equal(("It is mended.", "ada@example.org"), (own.PlainText, own.To));
        Assert.Equal(MailState.Discarded, stored.Mails.Single(mail => mail.Key == "reply").State);
        Assert.Empty(open.Complaints);
    }

    [Fact]
    public async Task Should_put_the_text_back_when_sending_is_undone()
    {
        var bug = await pages.Samples.AddBugAsync("undone");
        await using var open = await pages.OpenAsync();
        await open.Page.GotoAsync($"/requests/{bug.Id}");

        await open.Page.GetByLabel("Copies to").FillAsync("chief@example.org");
        await open.Page.GetByLabel("Your reply").FillAsync("Too early.");
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Undo sending your reply" }).ClickAsync();
        await open.Page.GetByText("local user took the reply back.").WaitForAsync();

        Assert.Equal("Too early.", await open.Page.GetByLabel("Your reply").InputValueAsync());
        Assert.Equal("chief@example.org", await open.Page.GetByLabel("Copies to").InputValueAsync());
        await open.Page.GetByText("New in this conversation: chief@example.org").WaitForAsync();
        Assert.Empty(await Axe.ViolationsAsync(open.Page));
    }

    [Fact]
    public async Task Should_send_and_close_with_one_click()
    {
        var bug = await pages.Samples.AddBugAsync("answered and closed");
        await using var open = await pages.OpenAsync();
        await open.Page.GotoAsync($"/requests/{bug.Id}");

        await open.Page.GetByLabel("Your reply").FillAsync("Done.");
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Send and close" }).ClickAsync();
        await open.Page.GetByRole(AriaRole.Heading, new() { Name = "Closed" }).WaitForAsync();

        Assert.NotNull((await pages.Samples.LoadAsync(bug.Id)).Request!.ClosedAt);
    }

    [Fact]
    public async Task Should_keep_the_text_of_a_template_that_is_not_filled_in()
    {
        var bug = await pages.Samples.AddBugAsync("template");
        await using var open = await pages.OpenAsync();
        await open.Page.GotoAsync($"/requests/{bug.Id}");

        await open.Page.GetByText("Begin with a template").ClickAsync();
        await open.Page.GetByRole(AriaRole.Link, new() { Name = "Answer a question" }).ClickAsync();
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await open.Page.GetByText("Fill in {{your answer}} first, or remove it.").WaitForAsync();

        Assert.Contains("{{your answer}}", await open.Page.GetByLabel("Your reply").InputValueAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain((await pages.Samples.LoadAsync(bug.Id)).Mails, mail => mail.WrittenBy is not null);
    }

    [Fact]
    public async Task Should_show_what_came_meanwhile_and_keep_the_text()
    {
        var bug = await pages.Samples.AddBugAsync("stale");
        await using var open = await pages.OpenAsync();
        await open.Page.GotoAsync($"/requests/{bug.Id}");
        await JoinAsync(bug.Id, "Never mind, it works again.");

        await open.Page.GetByLabel("Your reply").FillAsync("We are on it.");
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await open.Page.GetByRole(AriaRole.Alert).GetByText("Never mind, it works again.").WaitForAsync();

        Assert.Equal("We are on it.", await open.Page.GetByLabel("Your reply").InputValueAsync());
        Assert.DoesNotContain((await pages.Samples.LoadAsync(bug.Id)).Mails, mail => mail.WrittenBy is not null);
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Undo sending your reply" }).WaitForAsync();
    }

    [Fact]
    public async Task Should_keep_a_note_inside()
    {
        var bug = await pages.Samples.AddBugAsync("noted");
        await using var open = await pages.OpenAsync();
        await open.Page.GotoAsync($"/requests/{bug.Id}");

        await open.Page.GetByLabel("Your note").FillAsync("Ask Robin first.");
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Add note" }).ClickAsync();
        await open.Page.GetByText("Internal note, only the team sees it,").WaitForAsync();

        var stored = await pages.Samples.LoadAsync(bug.Id);
        Assert.Equal((1, 0), (stored.FollowUps.Count(mail => mail.IsNote), stored.LaterMails));
        Assert.DoesNotContain(stored.Mails, mail => mail.PlainText.Contains("Robin", StringComparison.Ordinal));
        Assert.Empty(await Axe.ViolationsAsync(open.Page));
    }

    [Fact]
    public async Task Should_edit_a_draft_with_two_clicks()
    {
        var bug = await pages.Samples.AddBugAsync("edited");
        await using var open = await pages.OpenAsync();
        await open.Page.GotoAsync($"/requests/{bug.Id}");

        await open.Page.GetByRole(AriaRole.Link, new() { Name = "Edit this draft" }).ClickAsync();
        await open.Page.GetByLabel("Text of the mail").FillAsync("Hello Ada, we know the cause.");
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Save changes" }).ClickAsync();
        await open.Page.GetByText("Changed by").WaitForAsync();

        var mail = (await pages.Samples.LoadAsync(bug.Id)).Mails.Single();
        Assert.Equal(("Hello Ada, we know the cause.", "local user", MailState.Held), (mail.PlainText, mail.EditedBy, mail.State));
        var listed = await pages.Services.GetRequiredService<ViewStore>().MailsAsync(Cancelled, MailState.Held).Where(listing => listing.Partition == bug.Id).ToListAsync(Cancelled);
        Assert.All(listed, listing => Assert.Equal("local user", listing.Mail.EditedBy));
        Assert.Empty(await Axe.ViolationsAsync(open.Page));
    }

    [Fact]
    public async Task Should_discard_a_draft_and_restore_it()
    {
        var bug = await pages.Samples.AddBugAsync("discarded");
        await using var open = await pages.OpenAsync();
        await open.Page.GotoAsync($"/outbox/{bug.Id}/reply");

        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Discard this mail" }).ClickAsync();
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Restore this mail" }).ClickAsync();
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Discard this mail" }).WaitForAsync();

        Assert.Equal(MailState.Held, (await pages.Samples.LoadAsync(bug.Id)).Mails.Single().State);
    }

    [Fact]
    public async Task Should_refuse_an_edit_from_a_page_that_is_out_of_date()
    {
        var bug = await pages.Samples.AddBugAsync("edited twice");

        Assert.Equal(HttpStatusCode.SeeOther, await PostAsync($"/outbox/{bug.Id}/reply/edit", "First"));
        Assert.Equal(HttpStatusCode.Conflict, await PostAsync($"/outbox/{bug.Id}/reply/edit", "Second"));

        Assert.Equal("First", (await pages.Samples.LoadAsync(bug.Id)).Mails.Single().PlainText);
    }

    private async Task JoinAsync(string id, string text)
    {
        var before = await pages.Samples.LoadAsync(id);
        await pages.Services.GetRequiredService<PartitionStore>().CommitAsync(
            id,
            before,
            new Stage(StageNames.JoiningOf("0c"), before.Request! with { HasUnread = true })
            {
                FollowUps = [new FollowUp("0c", before.Request!.Customer, "Re: Live site", text, before.Request.ReceivedAt.AddMinutes(1))],
            },
            Cancelled);
    }

    private async Task<HttpStatusCode> PostAsync(string path, string text)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(pages.Address) };
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["to"] = "ada@example.org", ["subject"] = "Re: Live site", ["text"] = text, ["revision"] = "0" });
        using var answer = await client.PostAsync(path, form, Cancelled);
        return answer.StatusCode;
    }
}
