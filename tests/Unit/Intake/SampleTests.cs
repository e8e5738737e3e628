using Microsoft.Extensions.Options;
using Router.Intake;
using Router.Intake.Email;
using Router.Intake.Forms;
using Router.Requests;
using Router.Unit.Intake.Forms;
using Router.Unit.Intake.Webhooks;

namespace Router.Unit.Intake;

/// <summary>Every sample through intake.</summary>
public sealed class SampleTests
{
    public static TheoryData<string> Names => [.. Sample.All.Select(sample => sample.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_Sample_TakenInAsExpected(string name)
    {
        var sample = Sample.All.Single(one => one.Name == name);

        var result = Read(sample);

        if (sample.Expect == "ignored")
        {
            Payload.Ignored(result);
            return;
        }

        var request = sample.Expect == "joins" ? Assert.IsType<IntakeResult.Joins>(result).Request : Payload.Accepted(result);
        Assert.Equal(sample.Channel, request.Channel.ToString(), ignoreCase: true);
        Assert.Equal(sample.Expect == "automatic", request.IsAutomatic);
        Assert.Equal(sample.Expect == "waits", request.NeedsPerson is not null);
        Assert.NotEmpty(request.Subject);
        Assert.NotEmpty(request.Text);
    }

    [Fact]
    public void Manifest_Samples_EachFileOnceAndEachOriginIsItsOwn()
    {
        var files = Directory.GetFiles(Sample.Folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Sample.Folder, file))
            .Where(file => file is not ("manifest.json" or "README.md"));
        var origins = Sample.All.Select(Read).OfType<IntakeResult.Accepted>().Select(result => RequestId.From(result.Request).Value).ToList();

        Assert.Equal(files.Order(StringComparer.Ordinal), Sample.All.Select(sample => sample.File).Order(StringComparer.Ordinal));
        Assert.Equal(origins.Count, origins.Distinct().Count());
    }

    [Theory]
    [InlineData("bulk-content-change", "nora.lind@harbor-museum.example", "Hi,\n\nI need to change content across a set of data: every exhibition item has the\nold opening hours in its footer text, about 340 of them. Is this something you\ncan do for me?\n\nThanks,\nNora")]
    [InlineData("wildcard-redirects", "piotr@northwind-tours.example", "Hello,\n\ncan the health app do wildcard routes? We moved everything under /destinations/* to /trips/* and adding each of the 900 pages by hand is not realistic. If it can't, is this something you would be able to add?\n\nPiotr Mazur\nNorthwind Tours")]
    [InlineData("html-only-invite-question", "zoe@marsh-studio.example", "Hello,\n\nhow do I invite a team member to our instance, and which role do I give her? I looked at our team page (https://www.marsh-studio.example/team) settings but there is no button.\n\nBest\nZoë")]
    [InlineData("quoted-reply-gmail", "grace@obi-legal.example", "Yes, she sees it. And no, clicking Accept does not give her access, it just\nfails with \"Something went wrong\". Steps: sign in to accounts, open\nInvitations, press Accept. Video: https://www.loom.com/share/0f1e2d3c4b5a")]
    [InlineData("quoted-reply-outlook", "marta.ruiz@fresco-foods.example", "Thanks, the CSV export works. It would be really helpful if the export could\nrun every night by itself and put the file on our SFTP server. Could you add\nthat as a feature?\n\nKind regards,\nMarta")]
    [InlineData("forwarded-gmail", "dominic@partner-agency.example", "Please have a look, this is one of our clients.\n\nSince this morning none of the images on the rooms pages show on the live\nsite. In preview they are fine. Publishing the pages again does not help, the\nimages stay broken and the console shows 404.\n\nYuki")]
    [InlineData("forwarded-outlook", "stefan.adler@adler-bau.example", "Zur Info, können Sie meiner Kollegin helfen?\n\nHallo Stefan, wie verbinde ich unsere neue Domain mit der Instanz und welche\nDNS-Einträge muss ich setzen?\n\nPetra")]
    [InlineData("apple-mail-reply", "ines@roy-architecture.example", "One more question: how can I go back to an earlier version of an item after\nsomebody saved over it?")]
    public void Read_MailSample_NewWordsOfTheCustomer(string name, string address, string text)
    {
        var request = Payload.Accepted(Read(Sample.All.Single(sample => sample.Name == name)));

        Assert.Equal(address, request.Customer.Address);
        Assert.Equal(text, request.Text);
    }

    [Theory]
    [InlineData("attachment-full-report", "put.log")]
    [InlineData("inline-image", "toolbar.png")]
    [InlineData("form-screenshot", "screenshot.png")]
    [InlineData("form-full-report", "headers.txt")]
    public void Read_SampleWithFile_NameWithoutPathAndSize(string name, string file)
    {
        var attachment = Assert.Single(Payload.Accepted(Read(Sample.All.Single(sample => sample.Name == name))).Attachments);

        Assert.Equal(file, attachment.Name);
        Assert.True(attachment.Length > 0);
    }

    [Fact]
    public void Read_MailOfTheLocalMailHost_SenderProven() => Assert.Equal(
        ["bounce"],
        Sample.All.Where(sample => sample.Channel == "email" && Payload.Accepted(Read(sample)).SenderDoubt is not null).Select(sample => sample.Name));

    private static IntakeResult Read(Sample sample)
    {
        var id = sample.Path.Split('/')[^1];
        var body = sample.Body();
        var headers = (sample.Headers ?? []).Select(header => (header.Key, header.Value)).ToArray();
        return sample.Channel switch
        {
            "email" => Mail().Read(Payload.Of(body, sample.ContentType, [.. headers, ("Authorization", "Bearer 0123456789abcdef")])),
            "form" => new FormIntake(Options.Create(new FormsOptions())).Read(id, Payload.Of(body, sample.ContentType, headers)),
            _ => WebhookIntakeTests.Create().Read(id, Signed(sample, body)),
        };
    }

    private static EmailIntake Mail() => new(Options.Create(new EmailOptions { Secret = "0123456789abcdef" }), new OwnMail(new EmailOptions { AuthenticationHost = "mx.example.com" }, TestTeam.Team));

    private static InboundPayload Signed(Sample sample, byte[] body)
    {
        var signed = sample.Sign switch
        {
            "github" => Signing.GitHub(body, sample.Header("X-GitHub-Event")),
            "zendesk" => Signing.Zendesk(body),
            "typeform" => Signing.Typeform(body),
            _ => Signing.Standard(body, sample.Header("webhook-id")),
        };
        return signed with { ContentType = sample.ContentType };
    }
}
