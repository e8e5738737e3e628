using System.Text;
using Router.Intake.Email.Mime;

namespace Router.Unit.Intake.Email.Mime;

public sealed class MailFileTests
{
    [Fact]
    public void In_MailWithFiles_BytesUnderSafeNames()
    {
        var mail = Email.Mail.Of(
            "--x\r\n\r\nSee\r\n--x\r\nContent-Type: image/png\r\nContent-ID: <i1>\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: inline; filename=../a.png\r\n\r\nAAEC\r\n"
            + "--x\r\nContent-Disposition: attachment; filename=A.png\r\n\r\ntext\r\n--x\r\nContent-Type: message/rfc822\r\n\r\nSubject: t\r\n\r\ninner\r\n--x--",
            "Content-Type: multipart/mixed; boundary=x");

        var files = MailFile.In(Encoding.UTF8.GetBytes(mail)).ToList();

        Assert.Equal(Email.Mail.Parsed(mail).Attachments, files.Select(file => file.Attachment));
        Assert.Equal([("a.png", "i1"), ("A (2).png", null), ("t.eml", null)], files.Select(file => (file.Attachment.Name, file.ContentId)));
        Assert.Equal([0, 1, 2], files[0].Content);
        Assert.Equal("text", Encoding.UTF8.GetString(files[1].Content));
        Assert.All(files, file => Assert.Equal(file.Attachment.Length, file.Content.Length));
    }

    [Fact]
    public void In_HostileFiles_AsListedAndNeverThrows() => Assert.All(
        HostileCase.All,
        one => Assert.Equal(one.Code is null ? Email.Mail.Parsed(one.Body()).Attachments : [], MailFile.In(one.Body()).Select(file => file.Attachment)));

    [Fact]
    public void In_NoMail_None() => Assert.Empty(MailFile.In([]));
}
