using System.Text;
using Microsoft.Extensions.Options;
using Router.Intake.Email;
using Router.Requests;

namespace Router.Unit.Intake.Email;

public sealed class EmailIntakeTests
{
    private static readonly byte[] Good = Encoding.UTF8.GetBytes(Mail.Of("Please help"));

    [Theory]
    [InlineData("Bearer " + Mail.Secret)]
    [InlineData("bearer  " + Mail.Secret)]
    [InlineData("Basic dXNlcjowMTIzNDU2Nzg5YWJjZGVm")]
    [InlineData("Basic OjAxMjM0NTY3ODlhYmNkZWY=")]
    public void Read_RightSecret_Accepted(string authorization) => Payload.Accepted(Mail.Read(Good, authorization: authorization));

    [Theory]
    [InlineData(null, "signature-missing")]
    [InlineData("", "signature-missing")]
    [InlineData(" ", "signature-missing")]
    [InlineData("Bearer", "signature-invalid")]
    [InlineData("Bearer ", "signature-invalid")]
    [InlineData("Bearer 0123456789abcdeF", "signature-invalid")]
    [InlineData("Bearer 0123456789abcdef0", "signature-invalid")]
    [InlineData("0123456789abcdef", "signature-invalid")]
    [InlineData("Digest 0123456789abcdef", "signature-invalid")]
    [InlineData("Basic !!!", "signature-invalid")]
    [InlineData("Basic MDEyMzQ1Njc4OWFiY2RlZg==", "signature-invalid")]
    [InlineData("Basic MDEyMzQ1Njc4OWFiY2RlZjp1c2Vy", "signature-invalid")]
    public void Read_WrongSecret_Refused(string? authorization, string code) => Payload.Refused(Mail.Read(Good, authorization: authorization), 401, code);

    [Theory]
    [InlineData("")]
    [InlineData("Bearer ")]
    [InlineData("Basic Og==")]
    public void Read_NoSecretSet_Refused(string authorization)
    {
        var intake = new EmailIntake(Options.Create(new EmailOptions()), new OwnMail(new EmailOptions(), TestTeam.Team));

        Assert.Equal(401, Assert.IsType<Router.Intake.IntakeResult.Refused>(intake.Read(Payload.Of(Good, "message/rfc822", ("Authorization", authorization)))).Problem.Status);
    }

    [Theory]
    [InlineData("Bearer the-new-one-of-ours", true)]
    [InlineData("Bearer the-old-one-of-ours", true)]
    [InlineData("Basic dXNlcjp0aGUtb2xkLW9uZS1vZi1vdXJz", true)]
    [InlineData("Bearer the-new-one-of-oursthe-old-one-of-ours", false)]
    [InlineData("Bearer ", false)]
    public void Read_WhileTheSecretIsRotated_BothOpen(string authorization, bool opens)
    {
        var options = new EmailOptions { Secret = "the-new-one-of-ours", PreviousSecret = "the-old-one-of-ours" };
        var intake = new EmailIntake(Options.Create(options), new OwnMail(options, TestTeam.Team));

        var result = intake.Read(Payload.Of(Good, "message/rfc822", ("Authorization", authorization)));

        Assert.Equal(opens, result is Router.Intake.IntakeResult.Accepted);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("multipart/form-data; boundary=message/rfc822")]
    public void Read_OtherType_Unsupported(string? type) => Payload.Refused(Mail.Read(Good, type), 415, "content-type-unsupported");

    [Fact]
    public void Read_OverLimit_TooLarge() => Payload.Refused(Mail.Read(new byte[26_214_401]), 413, "payload-too-large");

    [Fact]
    public void Read_PlainMail_Request()
    {
        var request = Mail.Accepted(Mail.Of("Please help\r\n\r\nAnn", "Date: Thu, 25 Feb 2021 15:00:00 +0100"));

        Assert.Equal((Channel.Email, "email", "m1@b.example", "Hello", "Please help\n\nAnn"), (request.Channel, request.Source, request.OriginId, request.Subject, request.Text));
        Assert.Equal(new Customer("ann@b.example", "Ann"), request.Customer);
        Assert.Equal(new DateTimeOffset(2021, 2, 25, 14, 0, 0, TimeSpan.Zero), request.SentAt);
        Assert.False(request.IsAutomatic);
    }

    [Fact]
    public void Read_NoMessageId_HashOfTheMail()
    {
        var mail = Mail.Of("Please help").Replace("Message-ID", "X-Old-ID", StringComparison.Ordinal);

        Assert.StartsWith("hash:", Mail.Accepted(mail).OriginId, StringComparison.Ordinal);
        Assert.Equal(Mail.Accepted(mail).OriginId, Mail.Accepted("Received: by another hop\r\n" + mail).OriginId);
        Assert.NotEqual(Mail.Accepted(mail).OriginId, Mail.Accepted(mail + "!").OriginId);
    }

    [Theory]
    [InlineData("References: <root@x> <second@x>\r\nIn-Reply-To: <second@x>", "root@x")]
    [InlineData("In-Reply-To: <second@x>", "second@x")]
    [InlineData("", "m1@b.example")]
    public void Read_Conversation_KeyOfItsFirstMail(string headers, string expected) => Assert.Equal(expected, Mail.Accepted(Mail.Of("x", headers)).ThreadKey);

    [Fact]
    public void Read_HugeMessageId_StaysShort() =>
        Assert.InRange(Mail.Accepted(Mail.Of("x", $"In-Reply-To: <{new string('i', 5_000)}@x>")).ThreadKey!.Length, 1, 255);

    [Theory]
    [InlineData("Fri, 31 Dec 9999 23:59:59 +0000")]
    [InlineData("Thu, 1 Jan 1970 00:00:00 +0000")]
    [InlineData("nonsense")]
    [InlineData("")]
    public void Read_ImpossibleDate_None(string date) => Assert.Null(Mail.Accepted(Mail.Of("x", $"Date: {date}")).SentAt);

    [Fact]
    public void Read_NoSubject_FirstLineStandsIn() => Assert.Equal("Publishing fails", Mail.Accepted("From: a@b.example\r\n\r\nPublishing fails\r\nsince today").Subject);

    [Fact]
    public void Read_OnlySubject_IsTheText() => Assert.Equal("Hello", Mail.Accepted(Mail.Of("")).Text);

    [Theory]
    [InlineData("Ann <\"ann smith\"@other.example>", "\"ann smith\"@other.example")]
    [InlineData("\"ann@b.example\"@other.example", "\"ann@b.example\"@other.example")]
    public void Read_QuotedLocalPart_IsTheSender(string from, string address) =>
        Assert.Equal(address, Mail.Accepted($"From: {from}\r\nSubject: Hello\r\n\r\nx").Customer.Address);

    [Fact]
    public void Read_AuthenticationResultsTooLong_ProveNothing() => Assert.NotNull(
        Mail.Accepted($"Authentication-Results: mx.own.example; dmarc=pass header.from=b.example; x=none ({new string('a', 9_000)})\r\nFrom: ann@b.example\r\nSubject: Hello\r\n\r\nx").SenderDoubt);

    [Theory]
    [InlineData("")]
    [InlineData("\r\n\r\n")]
    [InlineData("hello")]
    [InlineData("{\"json\": true}")]
    [InlineData("Subject: no sender\r\n\r\nHello")]
    [InlineData("From:\r\n\r\nHello")]
    [InlineData("From: undisclosed-recipients:;\r\n\r\nHello")]
    [InlineData("From: a@b.example\r\n\r\n")]
    [InlineData("From: a@b.example\r\nSubject: \r\n\r\n \r\n\t")]
    public void Read_NoMailOrNoSender_Malformed(string mail) => Payload.Refused(Mail.Read(mail), 400, "payload-malformed");

    [Theory]
    [InlineData("Auto-Submitted: auto-replied", true)]
    [InlineData("Auto-Submitted: auto-generated; owner-email=\"x\"", true)]
    [InlineData("Auto-Submitted: AUTO-NOTIFIED", true)]
    [InlineData("Auto-Submitted: no", false)]
    [InlineData("Auto-Submitted: No (a person)", false)]
    [InlineData("Auto-Submitted: no; x=y", false)]
    [InlineData("Precedence: bulk", false)]
    [InlineData("Precedence: List", false)]
    [InlineData("Precedence: junk", false)]
    [InlineData("Precedence: auto_reply", true)]
    [InlineData("Precedence: first-class", false)]
    [InlineData("List-Id: <l.x.example>", false)]
    [InlineData("List-Unsubscribe: <mailto:u@x.example>", false)]
    [InlineData("X-Auto-Response-Suppress: All", false)]
    [InlineData("X-Autoreply: yes", true)]
    [InlineData("Return-Path: <>", true)]
    [InlineData("Return-Path: <ann@b.example>", false)]
    [InlineData("Content-Type: multipart/report; boundary=x; report-type=delivery-status", true)]
    [InlineData("X-Mailer: anything", false)]
    public void Read_HeaderOfMachines_Automatic(string header, bool expected) => Assert.Equal(expected, Mail.Accepted(Mail.Of("x", header)).IsAutomatic);

    [Fact]
    public void Read_Attachments_NamesWithoutPathsAndSizes()
    {
        var mail = Mail.Of(
            string.Join("\r\n", [
                "--x", "Content-Type: text/plain", "", "See the files", "--x",
                "Content-Type: image/png", "Content-Transfer-Encoding: base64", "Content-Disposition: attachment; filename=\"../../shot.png\"", "", "AAECAwQ=", "--x",
                "Content-Type: text/plain", "Content-Disposition: attachment; filename=\"C:\\\\logs\\\\app.log\"", "", "line", "--x",
                "Content-Type: application/octet-stream", "Content-ID: <inline>", "", "", "--x--", ""]),
            "Content-Type: multipart/mixed; boundary=x");

        var request = Mail.Accepted(mail);

        Assert.Equal("See the files", request.Text);
        Assert.Equal([new Attachment("shot.png", "image/png", 5), new Attachment("app.log", "text/plain", 4), new Attachment("attachment-3", "application/octet-stream", 0)], request.Attachments);
    }

    [Fact]
    public void Read_EncodedSubjectAndCharset_Decoded()
    {
        byte[] mail = [.. "From: =?iso-8859-1?Q?J=FCrgen?= <j@b.example>\r\nSubject: =?utf-8?B?R3LDvMOfZQ==?=\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\n"u8, 0x46, 0xFC, 0x72];

        var request = Payload.Accepted(Mail.Read(mail));

        Assert.Equal(("Jürgen", "Grüße", "Für"), (request.Customer.Name, request.Subject, request.Text));
    }

    [Fact]
    public void Read_SubjectWithLineBreaksInside_OneLine() =>
        Assert.Equal("aBcc: c@d.example", Mail.Accepted("From: a@b.example\r\nSubject: =?utf-8?Q?a=0D=0ABcc:_c@d.example?=\r\n\r\nx").Subject);
}
