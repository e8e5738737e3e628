using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Router.Kit;

namespace Router.Acceptance;

/// <summary>No mail host is named that checks senders, and every mail may leave by itself.</summary>
public sealed class When_nothing_proves_who_writes : IAsyncLifetime
{
    private const string Kim = "kim@unproven.example";
    private LocalStack stack = null!;
    private MailDriver mails = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        stack = await LocalStack.StartAsync(new StackOptions
        {
            Settings = new Dictionary<string, string> { ["Email__AuthenticationHost"] = "", ["Mailbox__SendWithoutApproval"] = "All" },
        });
        mails = new MailDriver(stack.Client);
    }

    public ValueTask DisposeAsync() => stack.DisposeAsync();

    [Fact]
    public async Task Should_hold_each_mail_in_a_partys_name_and_let_no_copy_in()
    {
        var id = await mails.PostAsync(Kim, "ask", MailDriver.Fault, $"{MailDriver.ProofOf(Kim)}\r\nCc: mallory@evil.example");
        await mails.CloseAsync(id);

        Assert.Equal(id, await mails.PostAsync(Kim, "more", "It hangs again.", $"{MailDriver.ProofOf(Kim)}\r\nIn-Reply-To: <ask@forged.example>"));
        Assert.NotEqual(id, await mails.PostAsync("mallory@evil.example", "copied", "And I?", "In-Reply-To: <ask@forged.example>"));

        var page = await mails.PageAsync(id);
        Assert.True(MailDriver.IsClosed(page));
        Assert.Contains("the settings name no mail host", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_answer_a_form_with_none_of_its_senders_words()
    {
        var form = new JsonObject { ["email"] = "victim@customer.example", ["name"] = "CLICK HERE", ["subject"] = "CLICK evil.example", ["message"] = MailDriver.Fault };
        using var body = new StringContent(form.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await stack.Client.PostAsync(new Uri("/api/forms/support", UriKind.Relative), body, Token);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var id = (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Token))!["id"]!;
        await mails.CloseAsync(id);

        var mail = WebUtility.HtmlDecode(await stack.Client.GetStringAsync(new Uri($"/outbox/{id}/reply", UriKind.Relative), Token));

        Assert.Contains($"Your request [#{id[..12]}]", mail, StringComparison.Ordinal);
        Assert.Contains("You will hear from us", mail, StringComparison.Ordinal);
        Assert.DoesNotContain("CLICK", mail, StringComparison.Ordinal);
    }
}
