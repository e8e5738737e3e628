using Router.Intake.Email.Threads;
using Router.Requests;

namespace Router.Unit.Intake.Email.Threads;

public sealed class ThreadPolicyTests
{
    private const string First = "aaaaaaaaaaaa0000aaaaaaaaaaaa0000";
    private const string Second = "bbbbbbbbbbbb0000bbbbbbbbbbbb0000";
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Fortnight = TimeSpan.FromDays(14);

    private static readonly ThreadCandidate One = new(First, ["c1@c.example", "s1@own.example"], ["conv-1"], ["carl@c.example", "cora@c.example"], null);
    private static readonly ThreadCandidate Two = new(Second, ["c2@c.example", "s2@own.example"], ["conv-2"], ["carl@c.example"], null);

    [Theory]
    [InlineData("In-Reply-To: <s1@own.example>", "x", null, ThreadReason.Reference, First)]
    [InlineData("References: <c1@c.example> <s1@own.example>", "x", null, ThreadReason.Reference, First)]
    [InlineData("References: <c1@c.example> <elsewhere@x>", "x", null, ThreadReason.Reference, First)]
    [InlineData("References: <c1@c.example> <s2@own.example>", "x", null, ThreadReason.Reference, Second)]
    [InlineData("In-Reply-To: <s2@own.example>\r\nReferences: <s1@own.example>", "x", null, ThreadReason.Reference, Second)]
    [InlineData("In-Reply-To: <s1@own.example>", "Re: x [#bbbbbbbbbbbb]", "conv-2", ThreadReason.Reference, First)]
    [InlineData("In-Reply-To: <S1@own.example>", "x", null, ThreadReason.NoMatch, null)]
    [InlineData("In-Reply-To: <unknown@x>", "Re: x [#aaaaaaaaaaaa]", "conv-2", ThreadReason.SubjectToken, First)]
    [InlineData("X-A: b", "Re: x [#AAAAAAAAAAAA]", null, ThreadReason.SubjectToken, First)]
    [InlineData("X-A: b", "[#cccccccccccc] x [#bbbbbbbbbbbb]", null, ThreadReason.SubjectToken, Second)]
    [InlineData("X-A: b", "x [#aaaaaaaaaaa] [#aaaaaaaaaaaaa] [#aaaaaaaaaaaz] [#", null, ThreadReason.NoMatch, null)]
    [InlineData("X-A: b", "x", "conv-2", ThreadReason.Conversation, Second)]
    [InlineData("X-A: b", "x", "conv-3", ThreadReason.NoMatch, null)]
    [InlineData("X-A: b", "x", null, ThreadReason.NoMatch, null)]
    public void Decide_MailOfTheCustomer_BestSignWins(string header, string subject, string? conversation, ThreadReason reason, string? request)
    {
        var decision = Decide(Of("carl@c.example", header, subject), conversation, One, Two);

        Assert.Equal(new ThreadDecision(request is null ? ThreadOutcome.OpenNew : ThreadOutcome.Join, reason, request), decision);
    }

    [Theory]
    [InlineData("carl@c.example", ThreadOutcome.Join)]
    [InlineData("CARL@C.example", ThreadOutcome.Join)]
    [InlineData("cora@c.example", ThreadOutcome.Join)]
    [InlineData("agent@own.example", ThreadOutcome.Join)]
    [InlineData("carl+x@c.example", ThreadOutcome.OpenNew)]
    [InlineData("mallory@evil.example", ThreadOutcome.OpenNew)]
    [InlineData("carl@c.example.evil.example", ThreadOutcome.OpenNew)]
    [InlineData("mallory@notown.example", ThreadOutcome.OpenNew)]
    public void Decide_Sender_OnlyAPartyJoins(string sender, ThreadOutcome outcome) => Assert.All(
        ((string Header, string Subject, string? Conversation)[])[("In-Reply-To: <s1@own.example>", "x", null), ("X-A: b", "[#aaaaaaaaaaaa]", null), ("X-A: b", "x", "conv-1")],
        sign =>
        {
            var decision = Decide(Of(sender, sign.Header, sign.Subject), sign.Conversation, One, Two);

            Assert.Equal((outcome, First), (decision.Outcome, decision.RequestId));
            Assert.Equal(outcome == ThreadOutcome.OpenNew, decision.Reason == ThreadReason.Stranger);
        });

    [Fact]
    public void Decide_StrangerToOneButPartyToAnother_JoinsTheOther()
    {
        var other = One with { RequestId = Second, MessageIds = ["s9@own.example"], ConversationIds = [], Parties = ["dora@d.example"] };

        Assert.Equal(
            new ThreadDecision(ThreadOutcome.Join, ThreadReason.SubjectToken, Second),
            Decide(Of("dora@d.example", "In-Reply-To: <s1@own.example>", "x [#bbbbbbbbbbbb]"), null, One, other));
    }

    [Theory]
    [InlineData("carl@c.example", null)]
    [InlineData("carl@c.example", 1)]
    [InlineData("carl@c.example", 400)]
    [InlineData("agent@own.example", null)]
    public void Decide_NothingProvesTheSender_JoinsHeldWhateverTheRequestsState(string sender, int? closedDaysAgo) => Assert.Equal(
        new ThreadDecision(ThreadOutcome.JoinHeld, ThreadReason.Reference, First),
        Decide(Of(sender, "In-Reply-To: <s1@own.example>"), SenderDoubt.NotProven, null, One with { ClosedAt = closedDaysAgo is { } days ? Now.AddDays(-days) : null }));

    [Fact]
    public void Decide_NothingProvesAStranger_OpensARequestOfItsOwn() => Assert.Equal(
        new ThreadDecision(ThreadOutcome.OpenNew, ThreadReason.Stranger, First),
        Decide(Of("mallory@evil.example", "In-Reply-To: <s1@own.example>"), SenderDoubt.NotProven, null, One));

    [Theory]
    [InlineData(0, ThreadOutcome.Reopen)]
    [InlineData(13, ThreadOutcome.Reopen)]
    [InlineData(14, ThreadOutcome.Reopen)]
    [InlineData(15, ThreadOutcome.OpenLinked)]
    [InlineData(400, ThreadOutcome.OpenLinked)]
    public void Decide_ClosedRequest_ReopenedOrLinked(int days, ThreadOutcome outcome) => Assert.Equal(
        new ThreadDecision(outcome, ThreadReason.Reference, First),
        Decide(Of("carl@c.example", "In-Reply-To: <s1@own.example>"), null, One with { ClosedAt = Now.AddDays(-days) }));

    [Theory]
    [InlineData(1)]
    [InlineData(400)]
    public void Decide_MachineAnswersToClosedRequest_StaysClosed(int days) => Assert.Equal(
        ThreadOutcome.Join,
        Decide(Of("carl@c.example", "In-Reply-To: <s1@own.example>\r\nAuto-Submitted: auto-replied"), null, One with { ClosedAt = Now.AddDays(-days) }).Outcome);

    [Fact]
    public void Of_AnyRequest_FoundAgainInAnySubject()
    {
        var id = RequestId.From(Channel.Email, "email", "m1");

        Assert.Equal([id.Value[..12]], SubjectToken.In($"AW: RE: Hello {SubjectToken.Of(id)} (again)"));
        Assert.True(SubjectToken.Names(id.Value[..12], id.Value));
    }

    private static Router.Intake.Email.ParsedMail Of(string sender, string header, string subject = "Re: x") =>
        Mail.Parsed($"From: {sender}\r\nMessage-ID: <new@c.example>\r\nSubject: {subject}\r\n{header}\r\n\r\nAny news?");

    private static ThreadDecision Decide(Router.Intake.Email.ParsedMail mail, string? conversation, params ThreadCandidate[] candidates) =>
        Decide(mail, null, conversation, candidates);

    private static ThreadDecision Decide(Router.Intake.Email.ParsedMail mail, SenderDoubt? doubt, string? conversation, params ThreadCandidate[] candidates) =>
        ThreadPolicy.Decide(mail, doubt, conversation, candidates, Mail.Own, Fortnight, Now);
}
