using System.Text;
using Router.Intake.Forms;
using Router.Unit.Intake.Email;

namespace Router.Unit.Intake.Forms;

[Collection(nameof(HostileMailTests))]
public sealed class HostileFormTests
{
    private const string Multipart = "multipart/form-data; boundary=b";

    // Just under the largest post taken in.
    private const int FullSize = 10_400_000;

    // Each takes a fraction of a second. What grows with the square of the size would take hours; the rest of the room is for other tests, whose work is counted too.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly FormIntake Intake = FormIntakeTests.Create();

    private static readonly Dictionary<string, (string ContentType, Func<string> Body)> Posts = new()
    {
        ["JSON with many keys"] = ("application/json", () => $"{{{string.Join(',', Enumerable.Range(0, 800_000).Select(i => $"\"{i}\":1"))}}}"),
        ["JSON with nested keys"] = ("application/json", () => $"{{\"a\":[{string.Join(',', Enumerable.Repeat("{\"a\":{\"a\":{\"a\":{}}}}", 400_000))}]}}"),
        ["JSON with one list"] = ("application/json", () => $"{{\"a\":[{Often("1,", FullSize)}1]}}"),
        ["JSON with escapes"] = ("application/json", () => $"{{\"a\":\"{Often("\\u0041", FullSize)}\"}}"),
        ["JSON with long escaped keys"] = ("application/json", () => $"{{{string.Join(',', Enumerable.Range(0, 100).Select(i => $"\"{i}{Often("\\u0041", 100_000)}\":1"))}}}"),
        ["JSON never closed"] = ("application/json", () => Often("{\"a\":", FullSize)),
        ["encoded separators"] = ("application/x-www-form-urlencoded", () => Often("&", FullSize)),
        ["encoded fields of one name"] = ("application/x-www-form-urlencoded", () => Often("email=x&", FullSize)),
        ["encoded long value"] = ("application/x-www-form-urlencoded", () => "message=" + Often("%C3%A9", FullSize)),
        ["multipart preamble"] = (Multipart, () => Often("--c\r\n", FullSize)),
        ["multipart almost boundaries"] = (Multipart, () => "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n" + Often("\r\n--", FullSize)),
        ["multipart empty parts"] = (Multipart, () => Often("--b\r\n\r\n\r\n", FullSize)),
        ["multipart files"] = (Multipart, () => Often("--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x\"\r\n\r\n\r\n", FullSize)),
        ["multipart one field"] = (Multipart, () => $"--b\r\nContent-Disposition: form-data; name=\"message\"\r\n\r\n{Often("é\r\n", FullSize / 2)}\r\n--b--"),
        ["multipart one header"] = (Multipart, () => "--b\r\nX: " + Often("x", FullSize)),
    };

    public static TheoryData<string> Names => [.. Posts.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_FullSizePost_RefusedInTime(string name)
    {
        var (contentType, write) = Posts[name];
        var payload = Payload.Of(Encoding.UTF8.GetBytes(write()), contentType);
        var before = Environment.CpuUsage.TotalTime;

        var result = Intake.Read("support", payload);

        var taken = Environment.CpuUsage.TotalTime - before;
        Assert.True(taken < Limit, $"{name} took {taken}.");
        Assert.InRange(Assert.IsType<Router.Intake.IntakeResult.Refused>(result).Problem.Status, 400, 422);
    }

    private static string Often(string text, int length) => string.Concat(Enumerable.Repeat(text, length / text.Length));
}
