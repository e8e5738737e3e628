using Router.Tickets;

namespace Router.Unit.Tickets;

public sealed class TicketChangeTests
{
    [Fact]
    public void Comment_SameMail_SameMarkerAndNoOther()
    {
        var marker = TicketChange.Comment("p", "reply", "a", isPublic: true).Marker;

        Assert.Equal(marker, TicketChange.Comment("p", "reply", "b", isPublic: false).Marker);
        Assert.Equal(3, new[] { marker, TicketChange.Comment("p", "note", "a", isPublic: true).Marker, TicketChange.Comment("q", "reply", "a", isPublic: true).Marker }.Distinct().Count());
    }
}
