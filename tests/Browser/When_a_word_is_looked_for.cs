using Router.Browser.Setup;

namespace Router.Browser;

public sealed class When_a_word_is_looked_for(RunningPages pages)
{
    [Fact]
    public async Task Should_lead_to_the_request_by_its_text_and_by_its_number()
    {
        var waiting = await pages.Samples.AddWaitingAsync("looked for");
        await using var open = await pages.OpenAsync();
        await open.Page.GotoAsync("/search?sort=newest");

        await open.Page.Keyboard.TypeAsync("\"old folder\" gon");
        await open.Page.Keyboard.PressAsync("Enter");
        await open.Page.Locator($"a[href='/requests/{waiting.Id}']").WaitForAsync();
        Assert.Contains("old folder", await open.Page.Locator("mark").AllTextContentsAsync());

        await open.Page.GotoAsync($"/search?q=%23{waiting.Id[..16]}");
        Assert.EndsWith($"/requests/{waiting.Id}", open.Page.Url, StringComparison.Ordinal);
        Assert.Empty(open.Complaints);
    }
}
