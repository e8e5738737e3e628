using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Router.Browser.Setup;

namespace Router.Browser;

public sealed class When_a_form_is_filled_in(RunningPages pages)
{
    private const int MostTabs = 40;

    [Fact]
    public async Task Should_be_refused_corrected_and_sent_with_the_keyboard_alone()
    {
        await using var open = await pages.OpenAsync();
        var keyboard = open.Page.Keyboard;
        await open.Page.GotoAsync("/forms/support");

        await TabToAsync(open.Page, "field-name");
        await keyboard.TypeAsync("Kim");
        await TabToAsync(open.Page, "field-component");
        await keyboard.TypeAsync("Accounts UI");
        await TabToAsync(open.Page, "field-subject");
        await keyboard.TypeAsync("An invitation is gone");
        await TabToAsync(open.Page, "field-message");
        await keyboard.TypeAsync("The invitation that I sent is not there.");
        await TabToAsync(open.Page, "field-steps");
        await keyboard.TypeAsync("Invite, then look.");
        await PressAsync(open.Page, "Send");

        await open.Page.GetByRole(AriaRole.Heading, new() { Name = "It is not sent yet" }).WaitForAsync();
        Assert.Equal("faults", await FocusedIdAsync(open.Page));
        Assert.Equal("The invitation that I sent is not there.", await open.Page.GetByLabel("What do you need?").InputValueAsync());
        Assert.Equal("Invite, then look.", await open.Page.GetByLabel("Steps to recreate").InputValueAsync());
        await keyboard.PressAsync("Tab");
        await keyboard.PressAsync("Enter");
        Assert.Equal("field-email", await FocusedIdAsync(open.Page));
        await keyboard.TypeAsync("kim@example.org");
        await PressAsync(open.Page, "Send");

        await open.Page.GetByRole(AriaRole.Heading, new() { Name = "Thank you, it is sent" }).WaitForAsync();
        await PressAsync(open.Page, "See how far it has come");
        await open.Page.GetByRole(AriaRole.Heading, new() { Name = "Your request" }).WaitForAsync();
        Assert.Contains("The invitation that I sent is not there.", await open.Page.Locator("div.words").InnerTextAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(open.Complaints, complaint => !complaint.Contains("422", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Should_be_accessible_in_each_of_its_states(ColorScheme colours)
    {
        await using var open = await pages.OpenAsync(320);
        await open.Page.EmulateMediaAsync(new() { ColorScheme = colours });
        await open.Page.GotoAsync("/forms/every");
        await ShouldBeAccessibleAsync(open.Page, "empty");

        await open.Page.GetByLabel("Reason").SelectOptionAsync("Fault");
        await open.Page.GetByLabel("Since when?").WaitForAsync();
        await ShouldBeAccessibleAsync(open.Page, "with conditional fields");

        await open.Page.GetByLabel("How many of you?").FillAsync("many");
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await open.Page.GetByRole(AriaRole.Heading, new() { Name = "It is not sent yet" }).WaitForAsync();
        Assert.Equal(5, await open.Page.Locator("#faults li").CountAsync());
        await ShouldBeAccessibleAsync(open.Page, "refused");

        await open.Page.GetByLabel("In one line").FillAsync($"Export fails {colours}");
        await open.Page.GetByLabel("What happened?").FillAsync("It says no.");
        await open.Page.GetByLabel("Since when?").FillAsync("2026-11-01");
        await open.Page.GetByLabel("Export").CheckAsync();
        await open.Page.GetByLabel("How many of you?").FillAsync("3");
        await open.Page.GetByLabel("Pictures").SetInputFilesAsync(new FilePayload { Name = "a.png", MimeType = "image/png", Buffer = [1, 2, 3] });
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await open.Page.GetByRole(AriaRole.Heading, new() { Name = "Thank you, it is sent" }).WaitForAsync();
        await ShouldBeAccessibleAsync(open.Page, "thank-you");
    }

    [Fact]
    public async Task Should_show_only_what_applies()
    {
        await using var open = await pages.OpenAsync();
        await open.Page.GotoAsync("/forms/support");
        var steps = open.Page.GetByLabel("Steps to recreate");

        Assert.False(await steps.IsVisibleAsync());
        await open.Page.GetByLabel("Which part is it about?").SelectOptionAsync("Manager UI");
        Assert.True(await steps.IsVisibleAsync());
        Assert.True(await open.Page.GetByLabel("Video of the issue").IsVisibleAsync());
        Assert.False(await open.Page.GetByLabel("Item ZUID").IsVisibleAsync());
        await open.Page.GetByLabel("Which part is it about?").SelectOptionAsync("Something else");
        Assert.False(await steps.IsVisibleAsync());
    }

    [Fact]
    public async Task Should_do_without_a_script()
    {
        await using var open = await pages.OpenAsync(hasScript: false);
        await open.Page.GotoAsync("/forms/every");

        Assert.True(await open.Page.GetByLabel("Since when?").IsVisibleAsync());
        Assert.Equal("Needed if “Reason” is Fault", await open.Page.Locator("#when-since").InnerTextAsync());
        await open.Page.GetByLabel("What happened?").FillAsync("Please add an export.");
        await open.Page.GetByLabel("Reason").SelectOptionAsync("Wish");
        await open.Page.GetByLabel("Search").CheckAsync();
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await open.Page.GetByRole(AriaRole.Heading, new() { Name = "It is not sent yet" }).WaitForAsync();
        Assert.Equal(["In one line: Please fill this in."], await open.Page.Locator("#faults li").AllInnerTextsAsync());
        Assert.True(await open.Page.GetByLabel("Search").IsCheckedAsync());
        await open.Page.GetByLabel("In one line").FillAsync("Export");
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await open.Page.GetByRole(AriaRole.Heading, new() { Name = "Thank you, it is sent" }).WaitForAsync();
    }

    [Fact]
    public async Task Should_show_what_stands_somewhere_already_while_one_types()
    {
        await using var open = await pages.OpenAsync();
        await open.Page.GotoAsync("/forms/support");
        await open.Page.GetByLabel("In one line").PressSequentiallyAsync("How do I invite a colleague to our account?");

        var found = open.Page.Locator("#similar a").First;
        await found.WaitForAsync();

        Assert.Equal("polite", await open.Page.Locator("#similar").GetAttributeAsync("aria-live"));
        Assert.Matches(new Regex("/docs/accounts"), await found.GetAttributeAsync("href") ?? "");
        await ShouldBeAccessibleAsync(open.Page, "with similar answers");
        Assert.Empty(open.Complaints);
    }

    [Fact]
    public async Task Should_show_titles_of_the_backlog_only_where_the_form_says_so()
    {
        await using var open = await pages.OpenAsync();
        var first = (await (await open.Page.APIRequest.GetAsync($"{pages.Address}/api/forms/every/similar?q=Redirect%20a%20whole%20folder")).TextAsync())!;
        var other = (await (await open.Page.APIRequest.GetAsync($"{pages.Address}/api/forms/support/similar?q=Redirect%20a%20whole%20folder")).TextAsync())!;

        Assert.Matches(new Regex("\"items\":\\[\\{\"title\":\"Redirect a whole folder at once\"\\}"), first);
        Assert.Contains("\"items\":[]", other, StringComparison.Ordinal);
    }

    private static async Task ShouldBeAccessibleAsync(IPage page, string state)
    {
        var violations = await Axe.ViolationsAsync(page);
        Assert.True(violations.Count == 0, $"{state}: {string.Join('\n', violations)}");
        Assert.InRange(await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth"), int.MinValue, 0);
    }

    private static async Task PressAsync(IPage page, string text)
    {
        await TabAsync(page, async () => (await page.EvaluateAsync<string>("document.activeElement.innerText ?? ''")).StartsWith(text, StringComparison.Ordinal), text);
        await page.Keyboard.PressAsync("Enter");
    }

    private static Task TabToAsync(IPage page, string id) => TabAsync(page, async () => await FocusedIdAsync(page) == id, id);

    private static async Task TabAsync(IPage page, Func<Task<bool>> isThere, string what)
    {
        for (var tabs = 0; tabs < MostTabs; tabs++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await isThere())
            {
                return;
            }
        }

        Assert.Fail($"The Tab key never came to “{what}”.");
    }

    private static Task<string> FocusedIdAsync(IPage page) => page.EvaluateAsync<string>("document.activeElement.id");
}
