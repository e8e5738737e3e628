using Router.Conversations;
using Router.Intake.Email;
using Router.Requests;
using Mails = Router.Unit.Intake.Email.Mail;

namespace Router.Unit.Conversations;

public sealed class PartyListTests
{
    private const string Fay = "fay@customer.example";
    private const string Mallory = "mallory@evil.example";
    private const string Second = "second@evil.example";
    private const string Third = "third@evil.example";
    private const string Colleague = "agent@own.example";
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);
    private static readonly FollowUp Forged = Of("forged", Fay, Mallory) with { Doubt = new MailDoubt(SenderDoubt.NotProven) };

    [Theory]
    [InlineData(DoubtState.Held)]
    [InlineData(DoubtState.Rejected)]
    public void OfLater_ForgedMailNoLongerBelieved_WhomItsPartiesBroughtInAreOut(DoubtState said)
    {
        var (request, forged) = Believed();
        FollowUp[] mails = [forged, Of("of-mallory", Mallory, Second), Of("of-second", Second, Third)];
        request = request with { Parties = [Fay, Mallory, Second, Third] };

        var (taken, _) = BeliefPolicy.OfLater(request, forged, said, "sasha", Now, Mails.Own, mails)!.Value;

        Assert.Equal([Fay], taken.Parties);
    }

    [Fact]
    public void OfLater_OnlyThoseWhomItBroughtInHaveWrittenSince_ClosedAgain()
    {
        var (request, forged) = Believed();
        Assert.Null(request.ClosedAt);

        var (taken, _) = BeliefPolicy.OfLater(request, forged, DoubtState.Held, "sasha", Now, Mails.Own, [forged, Of("of-mallory", Mallory) with { ReceivedAt = Now.AddDays(1) }])!.Value;

        Assert.Equal(Now.AddDays(-2), taken.ClosedAt);
    }

    [Theory]
    [InlineData(Fay)]
    [InlineData(Colleague)]
    public void OfLater_BroughtInByAnotherMailThatCounts_StaysWithWhomTheyBroughtIn(string voucher)
    {
        var (request, forged) = Believed();
        FollowUp[] mails = [forged, Of("of-second", Second, Third), Of("of-mallory", Mallory, Second), Of("voucher", voucher, Mallory)];

        var (taken, _) = BeliefPolicy.OfLater(request, forged, DoubtState.Rejected, "sasha", Now, Mails.Own, mails)!.Value;

        Assert.Equal([Fay, Mallory, Second, Third], taken.Parties.Except([Colleague]));
    }

    [Fact]
    public void OfLater_AnotherMailIsBelievedByAPerson_WhoItMadeAPartyStays()
    {
        var (request, forged) = Believed();
        var other = Of("other", Second, Third) with { Doubt = new MailDoubt(SenderDoubt.NotProven) { State = DoubtState.Believed } };

        var (taken, _) = BeliefPolicy.OfLater(request, forged, DoubtState.Held, "sasha", Now, Mails.Own, [forged, other])!.Value;

        Assert.Equal([Fay, Second, Third], taken.Parties);
    }

    [Fact]
    public void OfLater_ACustomersMailThatAColleagueForwarded_StaysAParty()
    {
        var (request, forged) = Believed();

        var (taken, _) = BeliefPolicy.OfLater(request, forged, DoubtState.Held, "sasha", Now, Mails.Own, [forged, Of("forward", Second) with { IsFromColleague = true }])!.Value;

        Assert.Equal([Fay, Second], taken.Parties);
    }

    [Fact]
    public void OfLater_CommentsAndMachines_BringNobodyIn()
    {
        var (request, forged) = Believed();
        FollowUp[] mails = [forged, Of("comment", Fay, Second) with { Mail = null }, Of("machine", Fay, Third) with { IsAutomatic = true }];

        var (taken, _) = BeliefPolicy.OfLater(request, forged, DoubtState.Held, "sasha", Now, Mails.Own, mails)!.Value;

        Assert.Equal([Fay], taken.Parties);
    }

    [Fact]
    public void OfOpening_NoLongerBelieved_WhomItsPartiesBroughtInAreOut()
    {
        var request = Opened() with
        {
            Mail = Of("opening", Fay, Mallory).Mail,
            Doubt = new MailDoubt(SenderDoubt.NotProven) { State = DoubtState.Believed },
            Parties = [Fay, Mallory, Second],
        };

        var taken = BeliefPolicy.OfOpening(request, DoubtState.Rejected, "sasha", Now, Mails.Own, [Of("of-mallory", Mallory, Second)])!;

        Assert.Equal([Fay], taken.Parties);
    }

    private static (Request Request, FollowUp Forged) Believed() =>
        BeliefPolicy.OfLater(Opened() with { ClosedAt = Now.AddDays(-2) }, Forged, DoubtState.Believed, "sasha", Now, Mails.Own, [Forged])!.Value;

    private static Request Opened() => new()
    {
        Id = "aaaaaaaaaaaa0000aaaaaaaaaaaa0000",
        Channel = Channel.Email,
        Source = EmailIntake.Source,
        Subject = "Help",
        Customer = new Customer(Fay, "Fay"),
        ReceivedAt = Now.AddDays(-3),
        Parties = [Fay],
        ContentHash = "hash",
        StatusToken = "token",
    };

    private static FollowUp Of(string key, string from, params string[] copied) =>
        new(key, new Customer(from, ""), "Re: Help", "Hello", Now.AddDays(-1)) { Mail = new MailHead($"{key}@customer.example", [], copied) };
}
