using Router.Intake.Email.Loops;
using Router.Intake.Email.Senders;
using Router.Requests;

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
        // Where a case says nothing of it, our mail host has found the sender genuine.
        var mail = Email.Mail.Parsed(one.Mail.Contains("Authentication-Results", StringComparison.Ordinal) ? one.Mail : $"{Email.Mail.Proof(SenderOf(one.Mail))}{one.Mail}");
        var history = (one.History ?? []).Select(reply => new AutomaticReply(reply.Conversation, reply.Address, Now.AddHours(-reply.HoursAgo))).ToList();

        Assert.Equal(one.Expect, AutomaticReplyPolicy.Decide(mail, SenderCheck.DoubtOf(mail, Email.Mail.Own, isFromMailbox: false), Email.Mail.Own, "this", history, Now).Reason);
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
    [InlineData("mailer-daemon@customer.example", null, true)]
    [InlineData("postmaster@own.example", null, true)]
    [InlineData("mailer-daemon@customer.example", SenderDoubt.NotProven, false)]
    [InlineData("postmaster@own.example", SenderDoubt.NotChecked, false)]
    [InlineData("mailer-daemon@evil.example", null, false)]
    [InlineData("mailer-daemon@customer.example.evil.example", null, false)]
    public void IsOfAHost_Report_ProvenAndOfADomainOfOursOrOfAParty(string sender, SenderDoubt? doubt, bool expected) =>
        Assert.Equal(expected, BouncePolicy.IsOfAHost(sender, doubt, ["kim@customer.example"], Email.Mail.Own, ["kim@customer.example"]));

    private static string SenderOf(string mail) => Email.Mail.Parsed(mail).Sender.Address;
}
