using Router.Conversations;
using Router.Intake.Email;
using Router.Requests;
using Router.Unit.Triage;

namespace Router.Unit.Conversations;

public sealed class BeliefPolicyTests
{
    private const string Kim = "kim@customer.example";
    private const string Lee = "lee@elsewhere.example";
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly OwnMail Own = new(new EmailOptions { Addresses = "support@own.example" }, TestTeam.Team);

    [Theory]
    [InlineData(-1, true)]
    [InlineData(1, false)]
    public void OfLater_Believed_ReopensOnlyWhatWasClosedBeforeItCame(int closedHours, bool isReopened)
    {
        var (request, mail) = Say(Closed(Noon.AddHours(closedHours)), Held(), DoubtState.Believed);

        Assert.Equal(isReopened, request.ClosedAt is null);
        Assert.Equal(isReopened, mail.Doubt!.ReopenedFrom is not null);
        Assert.Equal([Kim, Lee], request.Parties);
    }

    [Fact]
    public void OfLater_TakenBackAfterAnotherMailCame_StaysOpen()
    {
        var (believed, mail) = Say(Closed(Noon.AddHours(-1)), Held(), DoubtState.Believed);
        var later = new FollowUp("2", new Customer(Kim, ""), "", "", Noon.AddHours(3));

        var (taken, _) = Say(believed, mail, DoubtState.Held, later);

        Assert.Null(taken.ClosedAt);
        Assert.Equal([Kim], taken.Parties);
    }

    [Fact]
    public void OfLater_TakenBack_WhomAPartysMailNamesStaysAndWhoeverCameInByItGoes()
    {
        var (believed, mail) = Say(Closed(null), Held(Lee, "mia@elsewhere.example"), DoubtState.Believed);
        var ofLee = new FollowUp("2", new Customer(Lee, ""), "", "", Noon.AddHours(3)) { Mail = new MailHead(null, [], ["mia@elsewhere.example"]) };
        var ofKim = new FollowUp("3", new Customer(Kim, ""), "", "", Noon.AddHours(4)) { Mail = new MailHead(null, [], [Lee]) };

        Assert.Equal([Kim], Say(believed, mail, DoubtState.Held, ofLee).Request.Parties);
        Assert.Equal([Kim, Lee], Say(believed, mail, DoubtState.Rejected, ofLee, ofKim).Request.Parties);
    }

    [Fact]
    public void OfLater_BelievedThoughAMachineWroteIt_ChangesNothingElse()
    {
        var before = Closed(Noon.AddHours(-1));

        var (request, mail) = Say(before, Held() with { IsAutomatic = true }, DoubtState.Believed);

        Assert.Equivalent(before, request, strict: true);
        Assert.Equal(DoubtState.Believed, mail.Doubt!.State);
    }

    [Fact]
    public void OfLater_OneOfTwoHeld_TheRequestStillHasOne() =>
        Assert.True(Say(Closed(null) with { HasHeld = true }, Held(), DoubtState.Rejected, Held() with { Key = "2" }).Request.HasHeld);

    [Fact]
    public void OfLater_SaidBefore_Nothing() =>
        Assert.Null(BeliefPolicy.OfLater(Closed(null), Held(), DoubtState.Held, "sasha", Noon, Own, [Held()]));

    private static (Request Request, FollowUp FollowUp) Say(Request request, FollowUp mail, DoubtState said, params IReadOnlyList<FollowUp> others) =>
        BeliefPolicy.OfLater(request, mail, said, "sasha", Noon.AddHours(2), Own, [mail, .. others])!.Value;

    private static FollowUp Held(params IReadOnlyList<string> copied) => new("1", new Customer(Kim, ""), "", "", Noon)
    {
        Mail = new MailHead(null, [], copied.Count == 0 ? [Lee, "support@own.example"] : copied),
        Doubt = new MailDoubt(SenderDoubt.NotProven),
    };

    private static Request Closed(DateTimeOffset? at) => new()
    {
        Id = RequestId.From(Channel.Email, "email", "1").Value,
        Channel = Channel.Email,
        Source = "email",
        Subject = "Help",
        Customer = new Customer(Kim, ""),
        ReceivedAt = Noon.AddDays(-1),
        ContentHash = "00",
        StatusToken = "0123",
        Parties = [Kim],
        ClosedAt = at,
    };
}
