using Router.Intake.Email.Loops;

namespace Router.Unit.Intake.Email.Loops;

public sealed class AutomaticReplyPolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Ids => [.. LoopCase.All.Select(one => one.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Decide_LoopCase_AsExpected(string id)
    {
        var one = LoopCase.All.Single(one => one.Id == id);
        var mail = Email.Mail.Parsed(one.Mail);
        var history = (one.History ?? []).Select(reply => new AutomaticReply(reply.Conversation, reply.Address, Now.AddHours(-reply.HoursAgo))).ToList();

        Assert.Equal(one.Expect, AutomaticReplyPolicy.Decide(mail, Email.Mail.Own, "this", history, Now).Reason);
        Assert.Equal(one.Bounce, mail.Bounce?.Outcome);
        Assert.Equal(one.Ids ?? [], mail.Bounce?.MessageIds ?? []);
        Assert.Equal(one.Recipients ?? [], mail.Bounce?.Recipients ?? []);
    }

    [Fact]
    public void Cases_AllReasons_AreAmongThem()
    {
        Assert.True(LoopCase.All.Count >= 60);
        Assert.Empty(Enum.GetValues<NoReplyReason>().Except(LoopCase.All.Select(one => one.Expect)));
    }

    [Theory]
    [InlineData("bounce-failed", BounceMeaning.CustomerNotReachable)]
    [InlineData("bounce-gmail-failed-recipients", BounceMeaning.CustomerNotReachable)]
    [InlineData("bounce-qmail", BounceMeaning.CustomerNotReachable)]
    [InlineData("bounce-delayed", BounceMeaning.NothingToDo)]
    [InlineData("bounce-relayed", BounceMeaning.NothingToDo)]
    [InlineData("bounce-of-somebody-elses-mail", BounceMeaning.NotOurs)]
    [InlineData("bounce-broken-status", BounceMeaning.NotOurs)]
    public void Decide_Bounce_WhatItMeansForOurMail(string id, BounceMeaning meaning)
    {
        var report = Email.Mail.Parsed(LoopCase.All.Single(one => one.Id == id).Mail).Bounce!;

        var decision = BouncePolicy.Decide(report, messageId => messageId.EndsWith("@own.example", StringComparison.Ordinal));

        Assert.Equal(meaning, decision.Meaning);
        Assert.Equal(meaning == BounceMeaning.NotOurs ? [] : ["s1@own.example"], decision.MessageIds);
    }

    [Theory]
    [InlineData("unnamed", "spf=pass smtp.mailfrom=b.example; dmarc=fail action=none header.from=b.example; compauth=fail", true)]
    [InlineData("unnamed", "spf=pass smtp.mailfrom=b.example; dmarc=pass action=none header.from=b.example", false)]
    [InlineData("unnamed", "mx.evil.example; dmarc=fail", false)]
    [InlineData("mx.own.example", "MX.own.example; dmarc=fail", true)]
    [InlineData("mx.own.example", "spf=fail; dmarc=fail", false)]
    [InlineData(null, "mx.own.example; dmarc=fail", false)]
    [InlineData("mx.own.example", "", false)]
    [InlineData("mx.own.example", ";;;;(((;\"", false)]
    public void SayDmarcFailed_Host_OnlyOursIsBelieved(string? host, string header, bool expected) =>
        Assert.Equal(expected, AuthenticationResults.SayDmarcFailed([header], host));
}
