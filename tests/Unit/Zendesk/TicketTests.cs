using Microsoft.Extensions.Options;
using Router.Requests;
using Router.Unit.Intake;
using Router.Unit.Subscribers;
using Router.Zendesk;

namespace Router.Unit.Zendesk;

public sealed class TicketTests
{
    private static readonly TicketDirectory Directory = new(TestTeam.Team, Options.Create(new ZendeskOptions()));

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
    public void Comment_PlaceholdersInIt_NoneLeftToBeFilled(string words)
    {
        var html = TicketChange.Comment("p", "reply", $"<p>{words}</p>", isPublic: true).Html!;

        Assert.DoesNotContain("{{", html, StringComparison.Ordinal);
        Assert.DoesNotContain("{%", html, StringComparison.Ordinal);
        Assert.Equal($"<p>{words}</p>", html.Replace("\u200B", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Comment_SameMail_SameMarkerAndNoOther()
    {
        var marker = TicketChange.Comment("p", "reply", "a", isPublic: true).Marker;

        Assert.Equal(marker, TicketChange.Comment("p", "reply", "b", isPublic: false).Marker);
        Assert.Equal(3, new[] { marker, TicketChange.Comment("p", "note", "a", isPublic: true).Marker, TicketChange.Comment("q", "reply", "a", isPublic: true).Marker }.Distinct().Count());
    }
}
