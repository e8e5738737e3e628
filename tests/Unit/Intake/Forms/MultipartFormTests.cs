using System.Text;
using Router.Intake.Forms;
using Router.Requests;

namespace Router.Unit.Intake.Forms;

public sealed class MultipartFormTests
{
    private static readonly (string, string)[] Required = [("name=\"email\"", "a@b.example"), ("name=\"subject\"", "s"), ("name=\"message\"", "m")];
    private readonly FormIntake _intake = FormIntakeTests.Create();

    [Theory]
    [InlineData("name=\"f\"; filename=\"log.txt\"", "log.txt")]
    [InlineData("name=\"f\"; filename=\"../../etc/passwd\"", "passwd")]
    [InlineData("name=\"f\"; filename=\"C:\\\\temp\\\\a.exe\"", "a.exe")]
    [InlineData("name=\"f\"; filename=\"..\"", "attachment-1")]
    [InlineData("name=\"f\"; filename=\"/\"", "attachment-1")]
    [InlineData("name=\"f\"; filename=\"a.txt:stream\"", "stream")]
    [InlineData("name=\"f\"; filename=\" .hidden. \"", "hidden")]
    [InlineData("name=\"f\"; filename*=UTF-8''gr%C3%BC%C3%9Fe.txt", "grüße.txt")]
    [InlineData("name=\"f\"; filename=\"a\u202Egpj.exe\"", "agpj.exe")]
    public void Read_FileName_HasNoPath(string disposition, string expected)
    {
        var attachment = Assert.Single(Read([.. Required, (disposition, "12345")]).Attachments);

        Assert.Equal(new Attachment(expected, "application/octet-stream", 5), attachment);
    }

    [Fact]
    public void Read_LongFileName_KeepsItsExtension()
    {
        var name = Assert.Single(Read([.. Required, ($"name=\"f\"; filename=\"{new string('n', 500)}.txt\"", "x")]).Attachments).Name;

        Assert.Equal(128, name.Length);
        Assert.EndsWith("n.txt", name, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_EmptyFileInput_NoAttachment() => Assert.Empty(Read([.. Required, ("name=\"f\"; filename=\"\"", "")]).Attachments);

    [Fact]
    public void Read_OtherFileSameWords_OtherOrigin() =>
        Assert.NotEqual(Read([.. Required, ("name=\"f\"; filename=\"a\"", "x")]).OriginId, Read([.. Required, ("name=\"f\"; filename=\"a\"", "y")]).OriginId);

    [Fact]
    public void Read_TooManyFiles_Refused()
    {
        var files = Enumerable.Range(0, 11).Select(i => ($"name=\"f\"; filename=\"{i}\"", "x"));

        Payload.Refused(_intake.Read("support", FormIntakeTests.Multipart([.. Required, .. files])), 422, "field-invalid");
    }

    [Theory]
    [InlineData("", "multipart/form-data; boundary=b")]
    [InlineData("--b--", "multipart/form-data")]
    [InlineData("--b--", "multipart/form-data; boundary=")]
    [InlineData("--b\r\n\r\nx\r\n--b--", "multipart/form-data; boundary=b")]
    [InlineData("--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--", "multipart/form-data; boundary=b")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"\"\r\n\r\nx\r\n--b--", "multipart/form-data; boundary=b")]
    [InlineData("--b\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n--b--", "multipart/form-data; boundary=b")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nnever ended", "multipart/form-data; boundary=b")]
    [InlineData("--b\r\nno header\r\n\r\nx\r\n--b--", "multipart/form-data; boundary=b")]
    [InlineData("--c\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--c--", "multipart/form-data; boundary=b")]
    public void Read_BrokenMultipart_Malformed(string body, string contentType) =>
        Payload.Refused(_intake.Read("support", Payload.Of(Encoding.UTF8.GetBytes(body), contentType)), 400, "payload-malformed");

    [Fact]
    public void Read_FieldNotUtf8_ReadAsItsWriterMeant()
    {
        byte[] body = [.. Encoding.Latin1.GetBytes("--b\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\na@b.example\r\n--b\r\nContent-Disposition: form-data; name=\"subject\"\r\n\r\ncaf\u00e9\r\n--b\r\nContent-Disposition: form-data; name=\"message\"\r\n\r\nx\r\n--b--")];

        Assert.Equal("caf\u00e9", Payload.Accepted(_intake.Read("support", Payload.Of(body, "multipart/form-data; boundary=b"))).Subject);
    }

    [Fact]
    public void Read_HugePartHeader_Malformed()
    {
        var header = $"--b\r\nContent-Disposition: form-data; name=\"{new string('n', 20_000)}\"\r\n\r\nx\r\n--b--";

        Payload.Refused(_intake.Read("support", Payload.Of(Encoding.UTF8.GetBytes(header), "multipart/form-data; boundary=b")), 400, "payload-malformed");
    }

    [Fact]
    public void Read_LongBoundary_Malformed() =>
        Payload.Refused(_intake.Read("support", Payload.Of([], $"multipart/form-data; boundary={new string('b', 71)}")), 400, "payload-malformed");

    private InboundRequest Read((string, string)[] parts) => Payload.Accepted(_intake.Read("support", FormIntakeTests.Multipart(parts)));
}
