using System.Net;
using Router.Kit;

namespace Router.Acceptance;

/// <summary>Somebody writes in a customer's name, with a stranger in copy: nothing follows from it until a person believes it, and that can be taken back.</summary>
[Collection(OneStackForAll.Name)]
public sealed class When_a_mail_is_forged(StackFixture fixture)
{
    private const string Kim = "kim@forged.example";
    private const string Mallory = "mallory@evil.example";

    private readonly MailDriver mails = new(fixture.Stack.Client);

    [Theory]
    [InlineData("no-results", "X-Mailer: any")]
    [InlineData("no-policy", $"Authentication-Results: {AppRoot.MailHost}; dkim=pass header.d=evil.example; spf=pass smtp.mailfrom=evil.example; dmarc=none header.from=forged.example")]
    [InlineData("other-host", "Authentication-Results: mx.evil.example; dmarc=pass header.from=forged.example")]
    [InlineData("below-ours", $"Authentication-Results: {AppRoot.MailHost}; dmarc=fail header.from=forged.example\r\nAuthentication-Results: {AppRoot.MailHost}; dmarc=pass header.from=forged.example")]
    public async Task Should_hold_it_until_a_person_believes_it(string name, string results)
    {
        var id = await mails.PostAsync(Kim, $"{name}-ask", MailDriver.Fault, MailDriver.ProofOf(Kim));
        await mails.CloseAsync(id);

        Assert.Equal(id, await mails.PostAsync(Kim, $"{name}-forged", "Please reopen it at once.", $"{results}\r\nIn-Reply-To: <{name}-ask@forged.example>\r\nCc: {Mallory}"));
        var held = await mails.PageAsync(id);
        Assert.Contains("Please reopen it at once.", held, StringComparison.Ordinal);
        Assert.Contains("Believe this mail", held, StringComparison.Ordinal);
        Assert.True(MailDriver.IsClosed(held));
        Assert.NotEqual(id, await mails.PostAsync(Mallory, $"{name}-early", "And I?", $"{MailDriver.ProofOf(Mallory)}\r\nIn-Reply-To: <{name}-forged@forged.example>"));

        await mails.SayAsync(held, "believed");
        var believed = await mails.PageAsync(id);
        Assert.False(MailDriver.IsClosed(believed));
        Assert.Equal(id, await mails.PostAsync(Mallory, $"{name}-believed", "Thanks, Kim.", $"{MailDriver.ProofOf(Mallory)}\r\nIn-Reply-To: <{name}-forged@forged.example>"));

        await mails.SayAsync(believed, "held");
        Assert.NotEqual(id, await mails.PostAsync(Mallory, $"{name}-late", "And now?", $"{MailDriver.ProofOf(Mallory)}\r\nIn-Reply-To: <{name}-forged@forged.example>"));
        await mails.SayAsync(await mails.PageAsync(id), "rejected");
        Assert.DoesNotContain("Believe this mail", await mails.PageAsync(id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_take_a_proven_reply_at_its_word()
    {
        var id = await mails.PostAsync(Kim, "genuine-ask", MailDriver.Fault, MailDriver.ProofOf(Kim));
        await mails.CloseAsync(id);

        Assert.Equal(id, await mails.PostAsync(Kim, "genuine-reply", "It hangs again.", $"{MailDriver.ProofOf(Kim)}\r\nIn-Reply-To: <genuine-ask@forged.example>"));

        var page = await mails.PageAsync(id);
        Assert.False(MailDriver.IsClosed(page));
        Assert.DoesNotContain("Believe this mail", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("said=perhaps", HttpStatusCode.BadRequest)]
    [InlineData("said=believed", HttpStatusCode.NotFound)]
    public async Task Should_refuse_what_is_said_of_no_such_mail(string body, HttpStatusCode expected)
    {
        var id = await mails.PostAsync(Kim, $"refused-{(int)expected}", MailDriver.Fault, MailDriver.ProofOf(Kim));

        using var answer = await mails.SendAsync($"/requests/{id}/mails/0123456789abcdef/belief", body);

        Assert.Equal(expected, answer.StatusCode);
    }
}
