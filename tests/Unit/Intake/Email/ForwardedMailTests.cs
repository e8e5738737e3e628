using Router.Requests;

namespace Router.Unit.Intake.Email;

public sealed class ForwardedMailTests
{
    private static readonly Customer Original = new("carla@c.example", "Carla Diaz");

    [Theory]
    [InlineData("Fwd: Help", "FYI\n\n---------- Forwarded message ---------\nFrom: Carla Diaz <carla@c.example>\nDate: Tue, Mar 3, 2026 at 9:00 AM\nSubject: Help\nTo: <ann@b.example>\n\nThe editor hangs")]
    [InlineData("FW: Help", "FYI\n\n________________________________\nFrom: Carla Diaz <carla@c.example>\nSent: Tuesday, March 3, 2026 9:00 AM\nTo: Ann\nSubject: Help\n\nThe editor hangs")]
    [InlineData("Fwd: Help", "FYI\n\nBegin forwarded message:\n\n> From: Carla Diaz <carla@c.example>\n> Subject: Help\n> Date: 3 March 2026\n> To: ann@b.example\n> \n> The editor hangs")]
    [InlineData("WG: Hilfe", "FYI\n\nVon: Carla Diaz <carla@c.example>\nGesendet: Dienstag, 3. März 2026 09:00\nAn: Ann\nBetreff: Hilfe\n\nThe editor hangs")]
    [InlineData("TR: Aide", "FYI\n\nDe : Carla Diaz <carla@c.example>\nEnvoyé : mardi 3 mars 2026 09:00\nÀ : Ann\nObjet : Aide\n\nThe editor hangs")]
    [InlineData("RV: Ayuda", "FYI\n\nDe: Carla Diaz [mailto:carla@c.example]\nEnviado el: martes, 3 de marzo\nPara: Ann\nAsunto: Ayuda\n\nThe editor hangs")]
    public void Read_Forward_OriginalSenderIsTheCustomer(string subject, string body)
    {
        var request = Mail.Accepted(Mail.Of(body, subject: subject));

        Assert.Equal(Original, request.Customer);
        Assert.Equal("FYI\n\nThe editor hangs", request.Text);
        Assert.Equal("ann@b.example", request.Details["forwardedBy"]);
    }

    [Theory]
    [InlineData("carl@elsewhere.example", "")]
    [InlineData("ann@b.example", "Authentication-Results: mx.own.example; dmarc=fail header.from=b.example\r\n")]
    [InlineData("ann@b.example", "Authentication-Results: mx.own.example; dmarc=none header.from=b.example\r\n")]
    [InlineData("ann@b.example", "")]
    public void Read_ForwardByNoColleague_ForwarderStaysTheCustomer(string sender, string headers)
    {
        var request = Mail.Accepted($"From: {sender}\r\n{headers}Subject: Fwd: Help\r\n\r\nFYI\n\n---------- Forwarded message ---------\nFrom: Carla Diaz <carla@c.example>\nDate: x\n\nThe editor hangs");

        Assert.Equal(sender, request.Customer.Address);
        Assert.Equal("FYI\n\nThe editor hangs", request.Text);
        Assert.Empty(request.Details);
    }

    [Fact]
    public void Read_ForwardAsAttachment_OriginalSenderIsTheCustomer()
    {
        var mail = Mail.Of(
            "--x\r\nContent-Type: text/plain\r\n\r\nFYI\r\n--x\r\nContent-Type: message/rfc822\r\n\r\nFrom: Carla Diaz <carla@c.example>\r\nSubject: a/b: Help\r\n\r\nThe editor hangs\r\n--x--\r\n",
            "Content-Type: multipart/mixed; boundary=x",
            "Fwd: Help");

        var request = Mail.Accepted(mail);

        Assert.Equal((Original, "FYI\n\nThe editor hangs"), (request.Customer, request.Text));
        Assert.Equal("a b Help.eml", Assert.Single(request.Attachments).Name);
    }

    [Fact]
    public void Read_ForwardWithoutAddress_ForwarderStaysTheCustomer()
    {
        var request = Mail.Accepted(Mail.Of("See below\n\nFrom: Diaz, Carla\nSent: Tuesday\nTo: Ann\nSubject: Help\n\nThe editor hangs", subject: "FW: Help"));

        Assert.Equal("ann@b.example", request.Customer.Address);
        Assert.Equal("See below\n\nThe editor hangs", request.Text);
        Assert.Empty(request.Details);
    }

    [Fact]
    public void Read_ReplyWithAForwardInIt_SenderStaysTheCustomer() =>
        Assert.Equal("ann@b.example", Mail.Accepted(Mail.Of("Any news?\n\n---------- Forwarded message ---------\nFrom: Carla Diaz <carla@c.example>\nDate: x\n\nold", subject: "Re: Help")).Customer.Address);
}
