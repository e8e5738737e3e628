using Microsoft.Playwright;
using Router.Browser.Setup;
using Router.Messaging;
using Router.Requests;

namespace Router.Browser;

public sealed class When_only_a_keyboard_is_at_hand(RunningPages pages)
{
    private const int MostTabs = 60;

    [Fact]
    public async Task Should_skip_to_the_content_first()
    {
        await using var open = await pages.OpenAsync();
        await open.Page.GotoAsync("/board");

        await open.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to content", await FocusedTextAsync(open.Page));
        Assert.True(await open.Page.EvaluateAsync<bool>("document.activeElement.getBoundingClientRect().top >= 0"));
        await open.Page.Keyboard.PressAsync("Enter");

        Assert.Equal("main", await open.Page.EvaluateAsync<string>("document.activeElement.id"));
    }

    [Fact]
    public async Task Should_show_where_the_focus_is()
    {
        await using var open = await pages.OpenAsync();
        await open.Page.GotoAsync("/board");

        await TabToAsync(open.Page, "Requests");

        Assert.Equal("solid", await open.Page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle"));
    }

    [Fact]
    public async Task Should_filter_the_board()
    {
        await using var open = await pages.OpenAsync();
        await open.Page.GotoAsync("/board");
        await open.Page.GetByLabel("Requests, at least").FocusAsync();
        await open.Page.Keyboard.TypeAsync("9");

        await open.Page.Keyboard.PressAsync("Enter");
        await open.Page.GetByText("2 items of 6.", new() { Exact = true }).WaitForAsync();

        Assert.Equal(["14", "9"], await open.Page.Locator("td.count").AllInnerTextsAsync());
    }

    [Fact]
    public async Task Should_decide_an_unclear_request()
    {
        var waiting = await pages.Samples.AddWaitingAsync("for the keyboard");
        await using var open = await pages.OpenAsync();
        await open.Page.GotoAsync($"/requests/{waiting.Id}");

        await TabToAsync(open.Page, "Build");
        await open.Page.Keyboard.PressAsync("Enter");
        await open.Page.GetByText("Decided by local user", new() { Exact = true }).WaitForAsync();

        Assert.Equal($"{pages.Address}/requests/{waiting.Id}", open.Page.Url);
        Assert.Equal(0, await open.Page.Locator("form.decision").CountAsync());
        var stored = await pages.Samples.LoadAsync(waiting.Id);
        Assert.Equal((RequestState.Routed, RequestKind.Building), (stored.Request!.State, stored.Request.Kind));
        Assert.Equal("AddToBacklog", Assert.Single(stored.Outbox, message => message.Stage == "decide1" && message.Message.Message != MessageNames.NotifySubscribers).Message.Message);
    }

    private static async Task TabToAsync(IPage page, string text)
    {
        for (var tabs = 0; tabs < MostTabs; tabs++)
        {
            await page.Keyboard.PressAsync("Tab");
            if ((await FocusedTextAsync(page)).StartsWith(text, StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail($"The Tab key never came to “{text}”.");
    }

    private static Task<string> FocusedTextAsync(IPage page) => page.EvaluateAsync<string>("document.activeElement.innerText ?? ''");
}
