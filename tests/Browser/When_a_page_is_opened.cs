using Microsoft.Playwright;
using Router.Browser.Setup;

namespace Router.Browser;

public sealed class When_a_page_is_opened(RunningPages pages)
{
    private const string ImagesSetting = "ROUTER_IMAGES";
    private const int PhoneWidth = 320;

    public static TheoryData<string> Paths =>
    [
        "/board", "/board?owner=none", "/board?min=9999", "/requests", "/requests?kind=fixing", "/requests?q=nothing-like-it", "/search", "/search?q=redirects", "/search?q=nothing-like-it", "{waiting}", "{bug}", "{parked}", "{unproven}",
        "/unclear", "/bugs", "/outbox", "{mail}", "/dead-letters", "/dead-letters?replayed=2&done=1&failed=1", "/subscribers", "/subscribers?done=sent-again", "/model", "/refusals", "/audit", "/audit?after=9999-99!9", "/team", "/docs", "/forms", "/forms/support", "/forms/every", "{thanks}", "{status}", "/nothing",
    ];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Should_render_without_complaints(string path)
    {
        await using var open = await OpenAsync(path);

        Assert.Equal(1, await open.Page.Locator("h1").CountAsync());
        Assert.DoesNotContain(open.Complaints, complaint => !complaint.Contains("404", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Should_be_accessible_in_light_and_dark(string path)
    {
        await using var open = await OpenAsync(path);

        Assert.Empty(await Axe.ViolationsAsync(open.Page));
        await open.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        Assert.Empty(await Axe.ViolationsAsync(open.Page));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Should_fit_a_phone(string path)
    {
        await using var open = await OpenAsync(path, PhoneWidth);

        Assert.InRange(await open.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 1, PhoneWidth);
        Assert.Empty(await Axe.ViolationsAsync(open.Page));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Should_fit_where_rows_turn_into_cards(string path)
    {
        await using var open = await OpenAsync(path);
        foreach (var width in new[] { 959, 960 })
        {
            await open.Page.SetViewportSizeAsync(width, 800);

            Assert.InRange(await open.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 1, width);
        }
    }

    [Fact]
    public async Task Should_be_checked_by_a_checker_that_finds_faults()
    {
        await using var open = await OpenAsync("/board");
        await open.Page.EvaluateAsync("document.querySelector('select').parentElement.replaceWith(document.querySelector('select'))");

        Assert.Contains(await Axe.ViolationsAsync(open.Page), violation => violation.StartsWith("select-name", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Should_show_the_board_most_asked_first()
    {
        await using var open = await pages.OpenAsync();
        await open.Page.GotoAsync("/board");

        Assert.Equal(["14", "9", "6", "3", "2", "1"], await open.Page.Locator("td.count").AllInnerTextsAsync());
        await SaveAsync(open.Page, "board.png");
    }

    [Fact]
    public async Task Should_say_why_a_request_waits_for_a_person()
    {
        await using var open = await OpenAsync("{waiting}");

        Assert.Equal(3, await open.Page.Locator("ul.bars meter").CountAsync());
        Assert.Equal(3, await open.Page.Locator("ul.reasons li").CountAsync());
        await SaveAsync(open.Page, "request.png");
    }

    [Fact]
    public async Task Should_show_hostile_words_as_words()
    {
        await using var open = await pages.OpenAsync();
        await open.Page.GotoAsync("/requests");

        await open.Page.GetByRole(AriaRole.Link, new() { Name = "<img src=x" }).ClickAsync();

        Assert.Contains("<script>", await open.Page.Locator("div.words").First.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await open.Page.Locator("main img, main script").CountAsync());
        Assert.DoesNotContain("taken –", await open.Page.TitleAsync(), StringComparison.Ordinal);
    }

    private async Task<OpenPage> OpenAsync(string path, int width = 1280)
    {
        var open = await pages.OpenAsync(width);
        var answer = await open.Page.GotoAsync(Resolve(path));
        Assert.Equal(path == "/nothing" ? 404 : 200, answer!.Status);
        return open;
    }

    /// <summary>The pictures of the documentation, where a folder for them is named.</summary>
    private static Task SaveAsync(IPage page, string name) => Environment.GetEnvironmentVariable(ImagesSetting) is { Length: > 0 } folder
        ? page.ScreenshotAsync(new() { Path = Path.Combine(folder, name) })
        : Task.CompletedTask;

    private string Resolve(string path) => path
        .Replace("{waiting}", $"/requests/{pages.Samples.Waiting.Id}", StringComparison.Ordinal)
        .Replace("{bug}", $"/requests/{pages.Samples.Bug.Id}", StringComparison.Ordinal)
        .Replace("{parked}", $"/requests/{pages.Samples.Parked.Id}", StringComparison.Ordinal)
        .Replace("{unproven}", $"/requests/{pages.Samples.Unproven.Id}", StringComparison.Ordinal)
        .Replace("{mail}", $"/outbox/{pages.Samples.Bug.Id}/reply", StringComparison.Ordinal)
        .Replace("{thanks}", $"/forms/support/thanks/{pages.Samples.Bug.Id}/{pages.Samples.Bug.StatusToken}", StringComparison.Ordinal)
        .Replace("{status}", $"/status/{pages.Samples.Bug.Id}/{pages.Samples.Bug.StatusToken}", StringComparison.Ordinal);
}
