using System.Text.Encodings.Web;
using RazorSlices;
using Router.Access;
using Router.Intake.Email;
using Router.Intake.Email.Quotes;
using Router.Messaging.DeadLetters;
using Router.Pages;
using Router.Pages.Board;
using Router.Pages.DeadLetters;
using Router.Pages.Forms;
using Router.Pages.Models;
using Router.Pages.Requests;
using Router.Pages.Status;
using Router.Requests;
using Router.Storage;
using Router.Teams;
using Router.Teams.Forms;
using Router.Triage;
using Router.Triage.Learning;
using Router.Unit.Triage.Learning;

namespace Router.Unit.Pages;

/// <summary>Outside text never becomes markup, wherever it is shown.</summary>
public sealed class RenderingTests
{
    private const string Hostile = "<script>alert('x')</script>\"><img src=x onerror=alert(1)>";

    [Fact]
    public async Task Request_HostileEverywhere_NoMarkupOfTheirs()
    {
        var request = RequestSamples.Waiting() with
        {
            Subject = Hostile,
            Customer = new Customer(Hostile, Hostile),
            ProductArea = Hostile,
            Source = Hostile,
            Details = new Dictionary<string, string> { [Hostile] = Hostile },
            Attachments = [new Attachment(Hostile, Hostile, 1)],
            MissingDetails = [Hostile],
            Reasons = [new Reason(RequestKind.Fixing, Hostile, "why", 1)],
            DecidedBy = Hostile,
        };

        await AssertNoMarkupAsync(Slices.Request(new RequestPageModel(request, RequestSamples.Partition(request, Hostile), TeamSamples.Small)));
    }

    [Theory]
    [InlineData(DoubtState.Held, "Believe this mail", "Take it back")]
    [InlineData(DoubtState.Believed, "Take it back", "Not from them")]
    [InlineData(DoubtState.Rejected, "Take it back", "Believe this mail")]
    public async Task Request_MailInDoubt_SaysWhyAndOffersWhatIsLeft(DoubtState state, string offered, string notOffered)
    {
        var doubt = new MailDoubt(SenderDoubt.NotProven) { State = state, By = Hostile };
        var mail = new FollowUp("abc", new Customer(Hostile, Hostile), Hostile, Hostile, RequestSamples.Noon) { Doubt = doubt };
        var request = RequestSamples.Waiting();

        var html = await RenderAsync(Slices.Request(new RequestPageModel(request, RequestSamples.Partition(request, mail), TeamSamples.Small)));

        Assert.Contains($"action=\"/requests/{request.Id}/mails/abc/belief\"", html, StringComparison.Ordinal);
        Assert.Contains("Nothing that our mail host has checked", html, StringComparison.Ordinal);
        Assert.Contains(offered, html, StringComparison.Ordinal);
        Assert.DoesNotContain(notOffered, html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_OnePageOfALongConversation_LeadsToTheOthers()
    {
        var request = RequestSamples.Waiting();
        var mails = Enumerable.Range(0, 2).Select(number => new FollowUp($"{number}", request.Customer, "Re: Redirects", $"Words {number}", RequestSamples.Noon.AddMinutes(number)));
        var model = new RequestPageModel(request, new Partition { Key = request.Id, Request = request, FollowUps = [.. mails] }, TeamSamples.Small) { Earlier = "2516000000000000000~aa", IsNewest = false };

        var html = await RenderAsync(Slices.Request(model));

        Assert.Contains("Later mails, newest first", html, StringComparison.Ordinal);
        Assert.InRange(html.IndexOf("Words 1", StringComparison.Ordinal), 0, html.IndexOf("Words 0", StringComparison.Ordinal));
        Assert.Contains($"<a class=\"next\" href=\"/requests/{request.Id}?before=2516000000000000000~aa#later\">Earlier mails</a>", html, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"/requests/{request.Id}#later\">Show the newest</a>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Earlier mails", await RenderAsync(Slices.Request(model with { Earlier = null })), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "1 more file came with it: at most 40 are listed.")]
    [InlineData(20, "20 more files came with it: at most 40 are listed.")]
    public async Task Request_MoreFilesThanAreListed_SaysSoAndLeadsToTheMail(int leftOut, string? said)
    {
        var file = new Attachment("a.txt", "text/plain", 1);
        var later = new FollowUp("abc", new Customer("a@b.example", ""), "", "", RequestSamples.Noon) { Attachments = [file], AttachmentsLeftOut = leftOut, Mail = new MailHead(null, [], []) };
        var request = RequestSamples.Waiting() with { Channel = Channel.Email, Attachments = [file], AttachmentsLeftOut = leftOut };

        var html = await RenderAsync(Slices.Request(new RequestPageModel(request, RequestSamples.Partition(request, later), TeamSamples.Small)));

        Assert.Equal(said is null ? 0 : 2, html.Split("more file").Length - 1);
        Assert.Contains(said ?? "", html, StringComparison.Ordinal);
        Assert.Equal(said is not null, html.Contains($"/requests/{request.Id}/mails/abc/raw\"", StringComparison.Ordinal));
        Assert.Equal(said is null ? 0 : 2, html.Split("/raw\"").Length - 1);
    }

    [Fact]
    public async Task Request_MailInDoubtForAReader_SaysWhyWithoutButtons()
    {
        var request = RequestSamples.Waiting() with { Doubt = new MailDoubt(SenderDoubt.CheckFailed) };

        var html = await RenderAsync(Slices.Request(new RequestPageModel(request, RequestSamples.Partition(request), TeamSamples.Small)), Role.Reader);

        Assert.Contains("check of the sender failed", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Believe this mail", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_HostileText_NoMarkupOfTheirs() =>
        await AssertNoMarkupAsync(Slices.Status(StatusPageModel.From(RequestSamples.Waiting() with { Subject = Hostile }, Hostile)));

    [Fact]
    public async Task Board_HostileItemAndFilter_NoMarkupOfTheirs()
    {
        var item = new BacklogItem(new string('a', 32), Hostile, Hostile, Hostile, Hostile, 1, RequestSamples.Noon, RequestSamples.Noon);
        var filter = new BoardFilter(null, null, null, null);

        await AssertNoMarkupAsync(Slices.Board(BoardPageModel.From([new BoardListing(item, [])], TeamSamples.Small, filter)));
    }

    [Fact]
    public async Task RequestList_HostileSearch_NoMarkupOfTheirs() =>
        await AssertNoMarkupAsync(Slices.RequestList(
            new RequestListModel(new RequestListing([], null, false), new RequestFilter(null, null, Hostile), true, TeamSamples.Small)));

    [Fact]
    public async Task DeadLetters_HostileReason_NoMarkupOfTheirs()
    {
        var step = new StoppedStep(new StoppedStepId.Dead("triage", 7), Hostile, null, null, Hostile, RequestSamples.Noon, 10);

        await AssertNoMarkupAsync(Slices.DeadLetters(new DeadLettersPageModel(new StoppedSteps([step], false, false), null, TeamSamples.Small)));
    }

    [Fact]
    public async Task DeadLetters_BrokerAway_SaidAndNotCalledEmpty()
    {
        var html = await RenderAsync(Slices.DeadLetters(new DeadLettersPageModel(new StoppedSteps([], false, IsBrokerAway: true), null, TeamSamples.Small)));

        Assert.Contains("The broker does not answer", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing has stopped", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeadLetters_MailsThatCouldNotBeTakenIn_CountedWithTheLastFailure()
    {
        OpenMail[] open =
        [
            new("a", null, RequestSamples.Noon.AddHours(2)), new("b", "429 TooManyRequests", RequestSamples.Noon), new("c", Hostile, RequestSamples.Noon.AddHours(1)),
        ];

        var page = new DeadLettersPageModel(new StoppedSteps([], false, false), null, TeamSamples.Small, MailNotice.Of(open));
        await AssertNoMarkupAsync(Slices.DeadLetters(page));
        Assert.StartsWith("2 mails of the support mailbox", page.Mails!.Text, StringComparison.Ordinal);
        Assert.Contains(Hostile, page.Mails.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void MailNotice_MailsThatNobodyHasTried_None() => Assert.Null(MailNotice.Of([new OpenMail("a", null, RequestSamples.Noon)]));

    [Theory]
    [InlineData(0, 0, 0, "Nothing was chosen, so nothing was replayed.")]
    [InlineData(1, 0, 0, "1 step is on its way again.")]
    [InlineData(2, 1, 3, "2 steps are on their way again. 1 step had nothing left to do. 3 steps could not be replayed, since storage or the broker did not answer. Try again in a minute.")]
    public void DeadLetters_AfterAReplay_SaysWhatItDid(int replayed, int done, int failed, string expected) =>
        Assert.Equal(expected, new ReplayNotice(replayed, done, failed).Text);

    [Fact]
    public async Task Form_Fields_LabelledRequiredAndEncoded()
    {
        var html = await RenderAsync(Slices.Form(new FormPageModel(AskedForm.Of(TeamSamples.Small.Forms[0], TeamSamples.Small), "abc")));

        Assert.Contains("""<label for="field-email">""", html, StringComparison.Ordinal);
        Assert.Contains("""<input id="field-email" name="email" type="email" value="" maxlength="256" autocomplete="email" required="required">""", html, StringComparison.Ordinal);
        Assert.Contains("""action="/forms/support" method="post" """, html, StringComparison.Ordinal);
        Assert.Contains("""<input type="hidden" name="_id" value="abc">""", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_Conditions_ReadableByTheScriptAndByPeople()
    {
        var form = new Form
        {
            Id = "when",
            Title = "When",
            Fields =
            [
                new("message", "Text"),
                new("part", "Part", "select", false, ["A \"quoted\"", "B"]),
                new("steps", "Steps", "textarea", true) { When = new("part", OneOf: ["A \"quoted\"", "B"]) },
            ],
        };

        var html = await RenderAsync(Slices.Form(new FormPageModel(AskedForm.Of(form, TeamSamples.Small), "abc")));

        Assert.Contains("""<div class="field conditional demanded" data-when="part" data-values="[&quot;A \u0022quoted\u0022&quot;,&quot;B&quot;]">""", html, StringComparison.Ordinal);
        Assert.Contains("""is A &quot;quoted&quot; or B</p>""", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Model_HostileWords_NoMarkupOfTheirs() => await AssertNoMarkupAsync(ModelPage(
        new ModelLedger { Words = [new(Hostile, Hostile, 3)], SwitchedBy = Hostile, Since = RequestSamples.Noon }, new(ModelInUse.Shipped)));

    [Fact]
    public async Task Model_Switched_FiguresAndTheWayBack()
    {
        var html = await RenderAsync(ModelPage(new ModelLedger().With(ModelLedgerTests.Candidate("abc", switched: true)), new(ModelInUse.Shipped)));

        Assert.Contains("""<button name="model" value="">Go back to the shipped model</button>""", html, StringComparison.Ordinal);
        Assert.Contains("with 24<", html, StringComparison.Ordinal);
        Assert.Contains("can&#x27;t be used by this version", html.Replace("'", "&#x27;", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Model_FileNamedBySetting_SaysThatItRulesAndOffersNoWayBack()
    {
        var html = await RenderAsync(ModelPage(new ModelLedger().With(ModelLedgerTests.Candidate("abc", switched: true)), new(ModelInUse.Shipped, isPinned: true)));

        Assert.Contains("that file rules", html, StringComparison.Ordinal);
        Assert.DoesNotContain("/model/back", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_Landed_CanBeCorrectedAndSaysWhatAPersonSaid()
    {
        var request = RequestSamples.Bug("1", Severity.Low) with
        {
            Decision = new(RequestKind.Building, Severity.High, "waf", Hostile, RequestSamples.Noon, new(RequestKind.Fixing, RequestKind.Fixing, 0.9, Severity.Low, null, "m")),
        };

        var html = await RenderAsync(Slices.Request(new RequestPageModel(request, RequestSamples.Partition(request), TeamSamples.Small)));

        Assert.Contains($"/requests/{request.Id}/correction", html, StringComparison.Ordinal);
        Assert.Contains("Triage said Fix at 90 %", html, StringComparison.Ordinal);
        Assert.Contains("""<button name="kind" value="building">Move to Build""", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Request_TakenForAMachines_CanBeTakenUp()
    {
        var request = RequestSamples.Waiting() with { Channel = Channel.Email, IsAutomatic = true, State = RequestState.Ignored };

        var html = await RenderAsync(Slices.Request(new RequestPageModel(request, RequestSamples.Partition(request), TeamSamples.Small)));

        Assert.Contains($"action=\"/requests/{request.Id}/take-up\"", html, StringComparison.Ordinal);
        Assert.Contains($"href=\"/requests/{request.Id}/mails/00/whole\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WholeMail_HostileParts_MarkedAndNoMarkupOfTheirs()
    {
        var request = RequestSamples.Waiting() with { Subject = Hostile };
        var mail = new WholeMail([new WholePart(Hostile, null), new WholePart(Hostile, CutReason.Signature)], HasHtml: true);

        await AssertNoMarkupAsync(Slices.WholeMail(new WholeMailPageModel(request, "00", mail)));
        var html = await RenderAsync(Slices.WholeMail(new WholeMailPageModel(request, "00", mail)));

        Assert.Contains("Left out: a signature", html, StringComparison.Ordinal);
        Assert.Contains($"<iframe class=\"mail\" sandbox src=\"/requests/{request.Id}/mails/00/html\"", html, StringComparison.Ordinal);
        Assert.Contains("Leave nothing out", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_NotWaiting_NoDecisionButtons()
    {
        var request = RequestSamples.Bug("1", Severity.Low);

        var html = await RenderAsync(Slices.Request(new RequestPageModel(request, RequestSamples.Partition(request), TeamSamples.Small)));

        Assert.DoesNotContain("/decision", html, StringComparison.Ordinal);
    }

    private static RazorSlice ModelPage(ModelLedger ledger, ModelInUse models) =>
        Slices.Model(new ModelPageModel(ledger, models, new(), [new(new(2026, 3, 2), 10, 1, 2)], false, TeamSamples.Small));

    private static async Task AssertNoMarkupAsync(RazorSlice page)
    {
        var html = await RenderAsync(page);

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("style=\"", html, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<string> RenderAsync(RazorSlice page, Role role = Role.Admin)
    {
        page.HttpContext = new DefaultHttpContext();
        page.HttpContext.Features.Set(new SignedInPerson(SignedInPerson.Local, Hostile, new HashSet<Role> { role }, null, TeamSamples.Small));
        return await page.RenderAsync(HtmlEncoder.Default, TestContext.Current.CancellationToken);
    }
}
