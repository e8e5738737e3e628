using Microsoft.Playwright;
using Router.Browser.Setup;

namespace Router.Browser;

public sealed class When_another_system_is_told(RunningPages pages)
{
    [Fact]
    public async Task Should_send_one_delivery_again_by_keyboard()
    {
        await using var open = await pages.OpenAsync();
        await open.Page.GotoAsync("/subscribers");
        var again = open.Page.Locator($"section:has(#subscriber-{SampleSubscribers.Working})").GetByRole(AriaRole.Button).First;

        await again.FocusAsync();
        await open.Page.Keyboard.PressAsync("Enter");
        await open.Page.WaitForURLAsync("**/subscribers?done=sent-again");

        Assert.Contains("on its way again", await open.Page.GetByRole(AriaRole.Status).InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_enable_a_disabled_one()
    {
        await using var open = await pages.OpenAsync();
        await open.Page.GotoAsync("/subscribers");
        var section = open.Page.Locator($"section:has(#subscriber-{SampleSubscribers.Gone})");
        Assert.Contains("It answered 410", await section.InnerTextAsync(), StringComparison.Ordinal);

        await section.GetByRole(AriaRole.Button, new() { Name = "Enable again" }).ClickAsync();
        await open.Page.WaitForURLAsync("**/subscribers?done=enabled");

        Assert.Equal(0, await section.GetByText("Disabled").CountAsync());
        Assert.Equal(1, await section.GetByText("Enabled", new() { Exact = true }).CountAsync());
    }

    [Theory]
    [InlineData("/subscribers/no-such/enable", 404)]
    [InlineData("/subscribers/billing/deliveries", 404)]
    public async Task Should_refuse_what_is_not_there(string path, int status)
    {
        using var client = new HttpClient { BaseAddress = new Uri(pages.Address) };
        using var nothing = new FormUrlEncodedContent([new("delivery", "delivery~nothing")]);

        Assert.Equal(status, (int)(await client.PostAsync(new Uri(path, UriKind.Relative), nothing, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task Should_refuse_a_post_of_another_site()
    {
        using var client = new HttpClient { BaseAddress = new Uri(pages.Address) };
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");

        Assert.Equal(403, (int)(await client.PostAsync(new Uri("/subscribers/crm/enable", UriKind.Relative), null, TestContext.Current.CancellationToken)).StatusCode);
    }
}
