using Microsoft.Playwright;
using Router.Browser.Setup;
using Router.Messaging;
using Router.Messaging.DeadLetters;

namespace Router.Browser;

public sealed class When_steps_have_stopped(RunningPages pages)
{
    private const string Page = "/dead-letters";

    private MemoryDeadLetters Broker => (MemoryDeadLetters)pages.Services.GetRequiredService<IDeadLetterQueues>();

    [Fact]
    public async Task Should_list_parked_steps_and_dead_letters_with_what_is_known()
    {
        await using var open = await pages.OpenAsync();
        await open.Page.GotoAsync(Page);

        var parked = Row(open.Page, $"parked.{pages.Samples.Parked.Id}");
        Assert.Contains("The documentation could not be read", await parked.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal("8", (await parked.Locator("[data-label=Attempts]").InnerTextAsync()).Trim());
        Assert.Equal($"/requests/{pages.Samples.Parked.Id}", await parked.Locator("a").GetAttributeAsync("href"));
        Assert.Equal(1, await parked.Locator("time").CountAsync());
    }

    [Fact]
    public async Task Should_show_a_hostile_reason_as_words()
    {
        await using var open = await pages.OpenAsync();
        await open.Page.GotoAsync(Page);

        Assert.Contains(MemoryDeadLetters.Hostile, await Row(open.Page, "dead.doing.1").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await open.Page.Locator("main img, main script").CountAsync());
        Assert.Empty(open.Complaints);
        Assert.StartsWith("Dead letters", await open.Page.TitleAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_replay_one_with_the_keyboard_and_say_so()
    {
        var parked = await pages.Samples.AddParkedAsync("one by keyboard");
        await using var open = await pages.OpenAsync();
        await open.Page.GotoAsync(Page);

        await open.Page.GetByRole(AriaRole.Button, new() { Name = $"Try again with AnswerFromDocs of request {parked.Id[..8]}" }).FocusAsync();
        await open.Page.Keyboard.PressAsync("Enter");

        await open.Page.GetByRole(AriaRole.Status).WaitForAsync();
        Assert.Equal("1 step is on its way again.", await open.Page.GetByRole(AriaRole.Status).InnerTextAsync());
        Assert.Single((await pages.Samples.LoadAsync(parked.Id)).Outbox, sent => sent.Stage == "replay1");
        Assert.Empty(await Axe.ViolationsAsync(open.Page));

        // Loading the page again posts nothing again.
        await open.Page.ReloadAsync();
        Assert.DoesNotContain((await pages.Samples.LoadAsync(parked.Id)).Outbox, sent => sent.Stage == "replay2");
    }

    [Fact]
    public async Task Should_replay_the_ticked_and_leave_the_others()
    {
        var ticked = await pages.Samples.AddParkedAsync("ticked");
        var other = await pages.Samples.AddParkedAsync("not ticked");
        var foreign = Broker.Add(QueueNames.Building, null);
        await using var open = await pages.OpenAsync();
        await open.Page.GotoAsync(Page);

        await open.Page.Locator($"input[value='parked.{ticked.Id}']").FocusAsync();
        await open.Page.Keyboard.PressAsync("Space");
        await open.Page.Locator($"input[value='dead.building.{foreign.SequenceNumber}']").CheckAsync();
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Try the ticked again" }).ClickAsync();

        await open.Page.GetByRole(AriaRole.Status).WaitForAsync();
        Assert.Equal("2 steps are on their way again.", await open.Page.GetByRole(AriaRole.Status).InnerTextAsync());
        Assert.Single((await pages.Samples.LoadAsync(ticked.Id)).Outbox, sent => sent.Stage == "replay1");
        Assert.Empty((await pages.Samples.LoadAsync(other.Id)).Outbox.Where(sent => sent.Stage == "replay1"));
        Assert.Contains(foreign.SequenceNumber, Broker.SentAgain);
        Assert.False(Broker.Has(foreign));
    }

    [Fact]
    public async Task Should_say_that_nothing_was_ticked()
    {
        await using var open = await pages.OpenAsync();
        await open.Page.GotoAsync(Page);

        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Try the ticked again" }).ClickAsync();

        await open.Page.GetByRole(AriaRole.Status).WaitForAsync();
        Assert.Equal("Nothing was chosen, so nothing was replayed.", await open.Page.GetByRole(AriaRole.Status).InnerTextAsync());
    }

    [Fact]
    public async Task Should_lead_from_the_old_address()
    {
        await using var open = await pages.OpenAsync();

        await open.Page.GotoAsync("/parked");

        Assert.Equal(pages.Address + Page, open.Page.Url);
    }

    private static ILocator Row(IPage page, string id) => page.Locator("tr", new() { Has = page.Locator($"input[value='{id}']") });
}
