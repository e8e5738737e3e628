using System.Text;
using CsCheck;
using Router.Intake;
using Router.Requests;

namespace Router.Unit.Intake.Email;

/// <summary>Holds time limits, so nothing else runs beside it.</summary>
[CollectionDefinition(nameof(HostileMailTests), DisableParallelization = true)]
[Collection(nameof(HostileMailTests))]
public sealed class HostileMailTests(WorstParse worst, ITestOutputHelper output) : IClassFixture<WorstParse>
{
    // Just under the largest mail taken in.
    private const int FullSize = 26_000_000;
    private const string From = "From: a@b.example\r\nSubject: s\r\n";
    private const long MaxAllocated = 268_435_456;

    // Each takes a fraction of a second. What grows with the square of the size would take hours; the rest of the room is for other tests, whose work is counted too.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Each one once took a mail reader down somewhere, by time, by memory or by an exception.</summary>
    private static readonly Dictionary<string, Func<string>> Mails = new()
    {
        ["many headers"] = () => string.Concat(Enumerable.Range(0, 100_000).Select(i => $"X-{i}: y\r\n")) + From + "\r\nx",
        ["same header often"] = () => string.Concat(Enumerable.Repeat("Received: y\r\n", 50_000)) + From + "\r\nx",
        ["long header"] = () => $"X-Long: {new string('h', 500_000)}\r\n{From}\r\nx",
        ["folded header"] = () => $"Subject: a{string.Concat(Enumerable.Repeat("\r\n b", 130_000))}\r\nFrom: a@b.example\r\n\r\nx",
        ["header over the limit"] = () => $"X-Long: {new string('h', 5_000_000)}\r\n{From}\r\nx",
        ["many addresses"] = () => $"From: {string.Join(", ", Enumerable.Repeat("a@b.example", 40_000))}\r\n\r\nx",
        ["many recipients"] = () => $"{From}To: {string.Join(",", Enumerable.Range(0, 25_000).Select(i => $"<{i}@b.example>"))}\r\n\r\nx",
        ["nested address comments"] = () => $"From: {new string('(', 400_000)}a@b.example\r\n\r\nx",
        ["nested closed comments"] = () => $"From: {new string('(', 250_000)}{new string(')', 250_000)}a@b.example\r\n\r\nx",
        ["nested address groups"] = () => $"From: {string.Concat(Enumerable.Repeat("g:", 250_000))}a@b.example\r\n\r\nx",
        ["open quoted name"] = () => $"From: \"{new string('a', 500_000)}\r\n\r\nx",
        ["escaped quotes"] = () => $"From: \"{string.Concat(Enumerable.Repeat("\\\"", 250_000))}\" <a@b.example>\r\n\r\nx",
        ["encoded words"] = () => $"From: a@b.example\r\nSubject: {string.Concat(Enumerable.Repeat("=?utf-8?Q?=C3?= ", 30_000))}\r\n\r\nx",
        ["open encoded words"] = () => $"From: a@b.example\r\nSubject: {string.Concat(Enumerable.Repeat("=?utf-8?B?", 50_000))}\r\n\r\nx",
        ["many references"] = () => $"{From}References: {string.Concat(Enumerable.Range(0, 50_000).Select(i => $"<{i}@x> "))}\r\n\r\nx",
        ["open references"] = () => $"{From}References: {new string('<', 500_000)}\r\n\r\nx",
        ["many parameters"] = () => $"{From}Content-Type: text/plain{string.Concat(Enumerable.Range(0, 45_000).Select(i => $"; p{i}=x"))}\r\n\r\nx",
        ["split parameter"] = () => $"{From}Content-Type: text/plain{string.Concat(Enumerable.Range(0, 35_000).Select(i => $"; name*{i}=x"))}\r\n\r\nx",
        ["huge parameter number"] = () => $"{From}Content-Type: text/plain; name*2147483647=x; name*99999999999=y\r\n\r\nx",
        ["deep multipart"] = () => From + Nested(20_000, "multipart/mixed") + "x",
        ["deep message/rfc822"] = () => From + string.Concat(Enumerable.Repeat("Content-Type: message/rfc822\r\n\r\n", 50_000)) + "x",
        ["same boundary at each depth"] = () => From + string.Concat(Enumerable.Repeat("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n", 20_000)) + "\r\nx",
        ["many parts"] = () => $"{From}Content-Type: multipart/mixed; boundary=b\r\n\r\n{string.Concat(Enumerable.Repeat("--b\r\n\r\nx\r\n", 200_000))}--b--",
        ["many empty parts"] = () => $"{From}Content-Type: multipart/mixed; boundary=b\r\n\r\n{string.Concat(Enumerable.Repeat("--b\r\n", 400_000))}--b--",
        ["many HTML parts"] = () => $"{From}Content-Type: multipart/mixed; boundary=b\r\n\r\n{string.Concat(Enumerable.Repeat("--b\r\nContent-Type: text/html\r\n\r\n<p>x\r\n", 50_000))}--b--",
        ["depth 1,000"] = () => From + Nested(1_000, "multipart/alternative") + "x",
        ["mails in mails, 1,000"] = () => From + string.Concat(Enumerable.Range(0, 1_000).Select(i => $"Content-Type: multipart/mixed; boundary=b{i}\r\n\r\n--b{i}\r\nContent-Type: message/rfc822\r\n\r\n")) + "x",
        ["header fields in the text"] = () => $"{From}In-Reply-To: <x@y>\r\n\r\n{string.Concat(Enumerable.Repeat("To: x\r\n", 300_000))}",
        ["attributions that never end"] = () => $"{From}In-Reply-To: <x@y>\r\n\r\n{string.Concat(Enumerable.Repeat("On 3.3.2026 09:05 a@b.example\r\n", 100_000))}",
        ["HTML with marks"] = () => Html(string.Concat(Enumerable.Repeat("<div class='gmail_attr'>a<div id=Signature>b", 100_000))),
        ["HTML with closed marks"] = () => Html(string.Concat(Enumerable.Repeat("<div class='a b c gmail_attr'>a</div><div id=Signature>b</div>", 100_000))),
        ["HTML with a long class"] = () => Html(string.Concat(Enumerable.Repeat($"<p class='{new string('x', 4_000)}'>y", 1_000))),
        ["many names alike"] = () => $"{From}Content-Type: multipart/mixed; boundary=b\r\n\r\n{string.Concat(Enumerable.Repeat("--b\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nx\r\n", 900))}--b--",
        ["many delivery statuses"] = () => $"{From}Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n{string.Concat(Enumerable.Repeat("Action: failed\r\nFinal-Recipient: rfc822; a@b.example\r\n\r\n", 200_000))}\r\n--b--",
        ["authentication results with comments"] = () => $"Authentication-Results: mx.own.example; {new string('(', 200_000)}\r\n{From}\r\nx",
        ["full size: TNEF"] = () => $"{From}Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n{Convert.ToBase64String(Tnef(7_000_000), Base64FormattingOptions.InsertLineBreaks)}",
        ["boundary never closed"] = () => $"{From}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n{new string('x', 1_000_000)}",
        ["boundary missing"] = () => $"{From}Content-Type: multipart/mixed\r\n\r\n--\r\n\r\nx",
        ["long boundary"] = () => $"{From}Content-Type: multipart/mixed; boundary={new string('b', 100_000)}\r\n\r\nx",
        ["almost boundaries"] = () => $"{From}Content-Type: multipart/mixed; boundary=bbbbbbbbbb\r\n\r\n{string.Concat(Enumerable.Repeat("--bbbbbbbbb\r\n", 500_000))}",
        ["odd charset"] = () => $"{From}Content-Type: text/plain; charset=klingon\r\n\r\nx",
        ["UTF-7 charset"] = () => $"{From}Content-Type: text/plain; charset=utf-7\r\n\r\n+ADw-script",
        ["charset with controls"] = () => $"{From}Content-Type: text/plain; charset=\"\u0001\u0002\"\r\n\r\nx",
        ["broken base64"] = () => $"{From}Content-Transfer-Encoding: base64\r\n\r\n====A=B=C",
        ["broken quoted-printable"] = () => $"{From}Content-Transfer-Encoding: quoted-printable\r\n\r\n=ZZ=\r\n=",
        ["broken uuencode"] = () => $"{From}Content-Transfer-Encoding: x-uuencode\r\n\r\nbegin 644 x\r\n~~~~\r\nend",
        ["odd transfer encoding"] = () => $"{From}Content-Transfer-Encoding: rot13\r\n\r\nx",
        ["deep HTML"] = () => Html(string.Concat(Enumerable.Repeat("<div>", 1_000_000)) + "x"),
        ["deep quotes"] = () => Html(string.Concat(Enumerable.Repeat("<blockquote>x", 200_000))),
        ["HTML with many links"] = () => Html(string.Concat(Enumerable.Repeat("<a href='https://x.example'>y", 200_000))),
        ["HTML with many attributes"] = () => Html($"<p {string.Concat(Enumerable.Range(0, 200_000).Select(i => $"a{i}=1 "))}>x"),
        ["HTML with open attribute"] = () => Html($"<p a=\"{new string('x', 4_000_000)}"),
        ["HTML with open comments"] = () => Html(string.Concat(Enumerable.Repeat("<!--", 1_000_000))),
        ["HTML with many entities"] = () => Html(string.Concat(Enumerable.Repeat("&amp;&#x1F600;&bogus", 200_000))),
        ["HTML with impossible entities"] = () => Html("&#0;&#xD800;&#x110000;&#99999999999999999999;x"),
        ["HTML with long style"] = () => Html($"<p style='{new string(' ', 2_000_000)}'>x"),
        ["HTML with tags only"] = () => Html(string.Concat(Enumerable.Repeat("<", 3_000_000))),
        ["HTML with hidden openings"] = () => Html(string.Concat(Enumerable.Repeat("<b hidden>", 300_000)) + "x"),
        ["many quotes"] = () => $"{From}In-Reply-To: <x@y>\r\n\r\n{string.Concat(Enumerable.Repeat("On Mar 3, 2026, Ann <a@b.example> wrote:\r\n> x\r\n", 100_000))}",
        ["many attribution starts"] = () => $"{From}In-Reply-To: <x@y>\r\n\r\n{string.Concat(Enumerable.Repeat("On 3\r\n", 200_000))}",
        ["many quoted headers"] = () => $"From: a@b.example\r\nSubject: Fwd: s\r\n\r\n{string.Concat(Enumerable.Repeat("From: x\r\n", 300_000))}",
        ["one very long line"] = () => $"{From}\r\n{new string('x', 20_000_000)}",
        ["blank lines only"] = () => $"From: a@b.example\r\nSubject: s\r\n\r\n{string.Concat(Enumerable.Repeat("\r\n", 5_000_000))}",
        ["flowed lines"] = () => $"{From}Content-Type: text/plain; format=flowed; delsp=yes\r\n\r\n{string.Concat(Enumerable.Repeat("a \r\n", 500_000))}",
        ["zero bytes"] = () => From + "\r\n" + new string('\0', 1_000_000),
        ["bare carriage returns"] = () => "From: a@b.example\rSubject: s\r\r" + new string('\r', 100_000),
        ["old mailbox line"] = () => "From a@b.example Thu Feb 25 15:00:00 2021\r\n" + From + "\r\nx",
        ["yEnc and TNEF"] = () => $"{From}Content-Type: application/ms-tnef; name=winmail.dat\r\n\r\n\u0078\u009f\u003e\u0022{new string('x', 1_000)}",
        ["broken S/MIME"] = () => $"{From}Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA",
        ["broken delivery report"] = () => $"{From}Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n:::\r\n--b--",
        ["partial message"] = () => $"{From}Content-Type: message/partial; number=1; total=99999999999; id=x\r\n\r\nx",
        ["external body"] = () => $"{From}Content-Type: message/external-body; access-type=URL; URL=\"http://127.0.0.1/\"\r\n\r\nx",
        ["full size: parts"] = () => $"{From}Content-Type: multipart/mixed; boundary=b\r\n\r\n{Often("--b\r\n\r\nx\r\n", FullSize)}",
        ["full size: long HTML parts"] = () => $"{From}Content-Type: multipart/mixed; boundary=b\r\n\r\n{Often($"--b\r\nContent-Type: text/html\r\n\r\n{Often("<p a=1>", 30_000)}\r\n", FullSize)}",
        ["full size: headers of a part"] = () => $"{From}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n{Often("X: y\r\n", FullSize)}",
        ["full size: one header of a part"] = () => $"{From}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; name=\"{Often("=?utf-8?B?", FullSize)}",
        ["full size: disposition of a part"] = () => $"{From}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Disposition: attachment{Often("; filename*0=x", FullSize)}",
        ["full size: messages in messages"] = () => From + Often("Content-Type: message/rfc822\r\n\r\n", FullSize),
        ["full size: almost boundaries"] = () => $"{From}{string.Concat(Enumerable.Range(0, 30).Select(i => $"Content-Type: multipart/mixed; boundary={new string('b', 60)}{i}\r\n\r\n--{new string('b', 60)}{i}\r\n"))}\r\n{Often($"--{new string('b', 60)}\r\n", FullSize)}",
        ["full size: boundaries of every depth"] = () => $"{From}{string.Concat(Enumerable.Range(0, 30).Select(i => $"Content-Type: multipart/mixed; boundary=b{i}\r\n\r\n--b{i}\r\n"))}\r\n{Often("--b0\r\n--b29\r\n", FullSize)}",
        ["full size: base64"] = () => $"{From}Content-Type: image/png; name=a.png\r\nContent-Transfer-Encoding: base64\r\n\r\n{Often(new string('A', 76) + "\r\n", FullSize)}",
        ["full size: base64 HTML"] = () => $"{From}Content-Type: text/html; charset=utf-7\r\nContent-Transfer-Encoding: base64\r\n\r\n{Often("PGEgaHJlZj0i\r\n", FullSize)}",
        ["full size: quoted lines"] = () => $"{From}In-Reply-To: <x@y>\r\n\r\n{Often("> x\r\n", FullSize)}",
        ["full size: boundary-like text"] = () => $"{From}\r\n{Often("-- x\r\n", FullSize)}",
    };

    public static TheoryData<string> Names => [.. Mails.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_HostileMail_AnsweredInTimeAndWithinLimits(string name)
    {
        var body = Encoding.UTF8.GetBytes(Mails[name]());

        // Processor time, as a busy machine must not turn the test red.
        var before = Environment.CpuUsage.TotalTime;
        var allocatedBefore = GC.GetAllocatedBytesForCurrentThread();

        var result = Email.Mail.Read(body);

        var taken = Environment.CpuUsage.TotalTime - before;

        // All that was ever allocated: more than was held at any moment.
        var allocated = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
        output.WriteLine(worst.Add(name, taken, allocated));
        Assert.True(taken < Limit, $"{name} took {taken}.");
        Assert.True(allocated < MaxAllocated, $"{name} took {allocated} bytes.");
        HoldsItsLimits(result);
    }

    [Fact]
    public void Read_AnyBytes_NeverThrows()
    {
        Gen.Byte.Array[0, 500].Sample(body => HoldsItsLimits(Email.Mail.Read(body)));
        Gen.Byte.Array[0, 300].Sample(body => HoldsItsLimits(Email.Mail.Read([.. Encoding.ASCII.GetBytes(From), .. body])));
    }

    [Fact]
    public void Read_AnyPiecesOfMail_NeverThrows()
    {
        var pieces = Gen.OneOf(
            "From: ", "a@b.example", "Subject: ", "=?utf-8?B?", "?=", "\r\n", "\n", "\r", " ", "\t", "Content-Type: ", "multipart/mixed; boundary=b", "multipart/alternative; boundary=\"b\"", "text/html; charset=utf-16",
            "text/plain; format=flowed", "message/rfc822", "message/delivery-status", "text/rfc822-headers", "--b", "--b--", "Content-Transfer-Encoding: ", "base64", "quoted-printable", "=", "<p>", "<a href=", "\"", "'", ">", "<blockquote>", "&#x", ";",
            "Date: ", "Thu, 32 Feb 99999 25:61 +9999", "Message-ID: <", "References: <a@b", "In-Reply-To: ", "\0", "é", "😀", "Content-Disposition: attachment; filename*=utf-8''%ff", "(", ")", ":", "---------- Forwarded message ---------", "Fwd: ");
        pieces.Array[0, 60].Sample(parts => HoldsItsLimits(Email.Mail.Read(Encoding.UTF8.GetBytes(string.Concat(parts)))), iter: 5_000);
    }

    private static void HoldsItsLimits(IntakeResult result)
    {
        if (result is IntakeResult.Refused refused)
        {
            Assert.InRange(refused.Problem.Status, 400, 499);
            return;
        }

        var request = Payload.Accepted(result);
        Assert.InRange(request.Subject.Length, 0, InboundRequest.MaxSubjectLength);
        Assert.InRange(request.Text.Length, 0, InboundRequest.MaxTextLength);
        Assert.InRange(request.OriginId.Length, 1, 300);
        Assert.InRange(request.Customer.Address.Length, 0, 254);
        Assert.All(request.Attachments, file => Assert.True(file.Name.Length is > 0 and <= 128 && file.Name.IndexOfAny(['/', '\\', '\0']) < 0));
    }

    // One attribute after the other, each a text that claims to be packed.
    private static byte[] Tnef(int length)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(0x223E9F78);
        writer.Write((short)1);
        while (bytes.Length < length)
        {
            writer.Write((byte)1);
            writer.Write(0x00069003);
            writer.Write(24);
            writer.Write(1);
            writer.Write(0x10090102);
            writer.Write(1);
            writer.Write(0x7FFFFFFF);
            writer.Write(0L);
            writer.Write((short)0);
        }

        return bytes.ToArray();
    }

    private static string Often(string text, int length) => string.Concat(Enumerable.Repeat(text, length / text.Length));

    private static string Html(string html) => $"{From}Content-Type: text/html; charset=utf-8\r\n\r\n{html}";

    private static string Nested(int depth, string type) =>
        string.Concat(Enumerable.Range(0, depth).Select(i => $"Content-Type: {type}; boundary=b{i}\r\n\r\n--b{i}\r\n")) + "\r\n";
}
