using Microsoft.Extensions.Options;
using Router.Connectors.Zendesk;
using Router.Requests;
using Router.Tickets;
using Router.Unit.Intake;
using Router.Unit.Subscribers;

namespace Router.Unit.Connectors.Zendesk;

public sealed class ZendeskTicketsTests
{
    private static readonly TicketDirectory Directory = new(TestTeam.Team, [Tickets()]);

    [Theory]
    [InlineData(Channel.Webhook, "zendesk", "35", "35")]
    [InlineData(Channel.Webhook, "zendesk", "zendesk:35", "35")]
    [InlineData(Channel.Webhook, "zendesk", "35/comments", null)]
    [InlineData(Channel.Webhook, "zendesk", "../users/1", null)]
    [InlineData(Channel.Webhook, "zendesk", "zendesk:zendesk:35", null)]
    [InlineData(Channel.Webhook, "zendesk", "٣٥", null)]
    [InlineData(Channel.Webhook, "zendesk", "12345678901234567890", null)]
    [InlineData(Channel.Webhook, "zendesk", "", null)]
    [InlineData(Channel.Webhook, "zendesk", null, null)]
    [InlineData(Channel.Webhook, "github", "35", null)]
    [InlineData(Channel.Email, "zendesk", "35", null)]
    public void Of_Request_TheTicketThatItCameFrom(Channel channel, string source, string? threadKey, string? ticket) =>
        Assert.Equal(ticket, Directory.Of(FactSamples.Request with { Channel = channel, Source = source, ThreadKey = threadKey })?.TicketId);

    [Theory]
    [InlineData("{{ticket.comments_formatted}}")]
    [InlineData("{{{ticket.description}}}")]
    [InlineData("{{{{x}}}}")]
    [InlineData("{% if true %}x{% endif %}")]
    public void Inert_Placeholders_NoneLeftToBeFilled(string words)
    {
        var html = ZendeskClient.Inert($"<p>{words}</p>");

        Assert.DoesNotContain("{{", html, StringComparison.Ordinal);
        Assert.DoesNotContain("{%", html, StringComparison.Ordinal);
        Assert.Equal($"<p>{words}</p>", html.Replace("\u200B", "", StringComparison.Ordinal));
    }

    private static ZendeskTickets Tickets()
    {
        var options = Options.Create(new ZendeskOptions());
        return new ZendeskTickets(new ZendeskWriter(new ZendeskClient(options, TimeProvider.System), TimeProvider.System), options);
    }
}
