using Router.Digests;
using Router.Requests;
using Router.Teams;

namespace Router.Unit.Digests;

public sealed class DigestBuilderTests
{
    private static readonly Person Casey = new("casey", "Casey <Rivera>", "casey@example.com", "America/Los_Angeles");
    private static readonly DateTimeOffset Until = new(2026, 11, 23, 16, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Since = Until.AddDays(-1);
    private readonly DigestBuilder builder = new(DigestDriver.Site);

    [Fact]
    public void Build_IgnoredMail_Counted()
    {
        var ignored = Bug("machine", Until.AddHours(-3)) with { State = RequestState.Ignored, Channel = Channel.Email };

        var mail = builder.Build("digest", Casey, Since, Until, new DigestNews([Bug("new", Until.AddHours(-3)), ignored, ignored with { ReceivedAt = Until.AddDays(-3) }], []));

        Assert.Contains("it: 1 mail. https://router.example/requests?state=ignored", mail?.PlainText, StringComparison.Ordinal);
        Assert.Null(builder.Build("digest", Casey, Since, Until, new DigestNews([ignored], [])));
    }

    [Fact]
    public void Build_AllSections_Approved()
    {
        var mail = builder.Build("digest", Casey, Since, Until, new DigestNews(
            [
                Bug("new", Until.AddHours(-3)) with { Severity = Severity.High },
                Bug("missing", Until.AddDays(-2)) with { MissingDetails = ["Item ZUID"] },
                Bug("unclear", Until.AddDays(-3)) with { State = RequestState.Waiting, Landing = null },
                Bug("old", Until.AddDays(-8)),
                Bug("nobodys", Until.AddDays(-1)) with { OwnerId = null },
                Bug("others", Until.AddHours(-3)) with { OwnerId = "sasha" },
                Bug("machine", Until.AddHours(-3)) with { State = RequestState.Ignored },
            ],
            [Item("one", 3, "casey"), Item("two", 1, "casey"), Item("three", 9, "sasha")]));

        Assert.Equal("Support: 2 waiting on you, 1 new, 1 older than a week, 1 owned by nobody", mail?.Subject);
        Assert.Equal(
            """
            Hello Casey <Rivera>,

            Waiting on you
            - Subject of missing
              Bug, low severity; missing: Item ZUID. Received 2 days ago.
              https://router.example/requests/missing
            - Subject of unclear
              Unclear: decide whether to do, build or fix. Received 3 days ago.
              https://router.example/requests/unclear

            New since the last digest
            - Subject of new
              Bug, high severity. Received within a day.
              https://router.example/requests/new

            Older than a week
            - Subject of old
              Bug, low severity. Received 8 days ago.
              https://router.example/requests/old

            Owned by nobody
            - Subject of nobodys
              Bug, low severity. Received a day ago.
              https://router.example/requests/nobodys

            Most asked on your board
            - Wish one
              Asked 3 times.
              https://router.example/board#one
            - Wish two
              Asked once.
              https://router.example/board#two


            """.ReplaceLineEndings("\n"),
            mail?.PlainText);
    }

    [Fact]
    public void Build_OnlyTheBoard_NoMail() =>
        Assert.Null(builder.Build("digest", Casey, Since, Until, new DigestNews([], [Item("one", 3, "casey")])));

    [Fact]
    public void Build_HostileSubject_EncodedAndOnOneLine()
    {
        var hostile = Bug("a", Until.AddHours(-3)) with { Subject = "<script>alert(\"1\")</script>\r\nBcc: all@example.com\u2028\"'&" };

        var mail = builder.Build("digest", Casey, Since, Until, new DigestNews([hostile], []))!;

        Assert.DoesNotContain("<script", mail.Html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; Bcc: all@example.com &quot;&#39;&amp;", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("\nBcc", mail.PlainText, StringComparison.Ordinal);
        Assert.StartsWith("<p>Hello Casey &lt;Rivera&gt;,</p>", mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_NoSubject_SaysSo() => Assert.Contains(
        "(no subject)", builder.Build("digest", Casey, Since, Until, new DigestNews([Bug("a", Until.AddHours(-3)) with { Subject = " \n" }], []))!.PlainText, StringComparison.Ordinal);

    [Fact]
    public void Build_ManyRequests_FirstTenAndACount()
    {
        var mail = builder.Build("digest", Casey, Since, Until, new DigestNews(
            [.. Enumerable.Range(0, 14).Select(number => Bug($"r{number}", Until.AddHours(-3)))], []))!;

        Assert.Contains("- and 4 more", mail.PlainText, StringComparison.Ordinal);
        Assert.Contains("<li>and 4 more</li>", mail.Html, StringComparison.Ordinal);
    }

    private static Request Bug(string id, DateTimeOffset receivedAt) => DigestDriver.RequestOf(id, "casey", receivedAt);

    private static BacklogItem Item(string id, int requests, string owner) => new(id, $"Wish {id}", "", null, owner, requests, Since, Since);
}
