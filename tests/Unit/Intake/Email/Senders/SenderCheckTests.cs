using Router.Intake.Email.Senders;
using Router.Intake.Email.Threads;
using Router.Requests;

namespace Router.Unit.Intake.Email.Senders;

public sealed class SenderCheckTests
{
    private const string Request = "aaaaaaaaaaaa0000aaaaaaaaaaaa0000";
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);
    private static readonly ThreadCandidate Closed = new(Request, ["ours@own.example"], [], ["kim@customer.example"], Now.AddDays(-1));

    public static TheoryData<string> Ids => [.. SenderCase.All.Select(one => one.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void DoubtOf_MailOfAMailHost_AsExpected(string id)
    {
        var one = SenderCase.All.Single(one => one.Id == id);

        Assert.Equal(one.Expect, one.Doubt?.ToString() ?? SenderCase.Believed);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void DoubtOf_MailInAPartysName_ReopensOrIsHeld(string id)
    {
        var one = SenderCase.All.Single(one => one.Id == id);

        var decision = ThreadPolicy.Decide(one.Mail, one.Doubt, null, [Closed], one.Own, TimeSpan.FromDays(14), Now);

        Assert.Equal(new ThreadDecision(one.Expect == SenderCase.Believed ? ThreadOutcome.Reopen : ThreadOutcome.JoinHeld, ThreadReason.Reference, Request), decision);
    }

    [Fact]
    public void Cases_HostsAndDoubts_AllAreAmongThem()
    {
        Assert.True(SenderCase.All.Count >= 60);
        Assert.All(
            (string[])["m365-", "google-", "fastmail-", "yahoo-", "proton-", "zoho-", "opendmarc-", "rspamd-"],
            host => Assert.Contains(SenderCase.All, one => one.Id.StartsWith(host, StringComparison.Ordinal) && one.Expect == SenderCase.Believed));
        // That a sender is beyond its quota is decided later, from what is stored.
        Assert.Empty(Enum.GetNames<SenderDoubt>().Except(SenderCase.All.Select(one => one.Expect)).Except([nameof(SenderDoubt.BeyondQuota)]));
    }

    [Theory]
    [InlineData("From: Kim <kim@customer.example>, Lee <lee@customer.example>")]
    [InlineData("From: undisclosed\r\nSender: kim@customer.example")]
    [InlineData("From: a group: kim@customer.example;")]
    public void DoubtOf_FromThatNamesNotExactlyOne_Doubted(string from)
    {
        var mail = Email.Mail.Parsed($"Authentication-Results: mx.own.example; dmarc=pass header.from=customer.example; dkim=pass header.d=customer.example\r\n{from}\r\nSubject: Re: Help\r\n\r\nHello");

        Assert.Equal(SenderDoubt.SeveralSenders, SenderCheck.DoubtOf(mail, Email.Mail.Own, isFromMailbox: false));
    }
}
