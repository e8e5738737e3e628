using CsCheck;
using Router.Intake.Email;
using Router.Intake.Email.Loops;

namespace Router.Unit.Intake.Email.Loops;

/// <summary>We and another responder facing each other.</summary>
public sealed class TwoRespondersTests
{
    private const int Turns = 10_000;
    private static readonly DateTimeOffset Start = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    /// <summary>What the other one's mails carry, from well-behaved to none at all.</summary>
    private static readonly Gen<string> Habits = Gen.OneOf(
        "", "X-A: b\r\n", "Auto-Submitted: no\r\n", "Precedence: normal\r\n", "Auto-Submitted: auto-replied\r\n", "Precedence: bulk\r\n", "Return-Path: <>\r\n", "X-Autoreply: yes\r\n", "List-Id: <l.b.example>\r\n");

    [Fact]
    public void Decide_TwoOfUs_OneReplyInAll()
    {
        var (one, other) = (new Responder("support@own.example"), new Responder("help@other.example"));
        var mail = "From: ann@b.example\r\nSubject: Hello\r\n\r\nPlease help";
        var now = Start;
        for (var turn = 0; turn < Turns; turn++)
        {
            var responder = turn % 2 == 0 ? one : other;
            now = now.AddSeconds(1);
            mail = responder.Answer(mail, "conversation", now) ?? mail;
        }

        Assert.Equal(1, one.Sent + other.Sent);
    }

    [Fact]
    public void Decide_ResponderThatAnswersEachMail_OneReplyToTheConversation() => Habits.Array[Turns].Sample(
        habits =>
        {
            var responder = new Responder("support@own.example");
            for (var turn = 0; turn < Turns; turn++)
            {
                responder.Answer($"From: robot@b.example\r\nSubject: Re: {turn}\r\nMessage-ID: <{turn}@b.example>\r\n{habits[turn]}\r\nThank you", "conversation", Start.AddHours(turn));
            }

            Assert.InRange(responder.Sent, 0, 1);
        },
        iter: 3,
        threads: 1);

    [Fact]
    public void Decide_ResponderThatBeginsANewConversationEachTurn_FiveRepliesADay()
    {
        var responder = new Responder("support@own.example");
        for (var turn = 0; turn < Turns; turn++)
        {
            responder.Answer($"From: robot+{turn}@b.example\r\nSubject: {turn}\r\n\r\nThank you", $"conversation {turn}", Start.AddSeconds(turn));
        }

        Assert.Equal(AutomaticReplyPolicy.MaxPerAddressAndDay, responder.Sent);
    }

    private sealed class Responder(string address)
    {
        private readonly OwnMail _own = new(new EmailOptions { Addresses = address }, TestTeam.Team);
        private readonly List<AutomaticReply> _history = [];

        public int Sent => _history.Count;

        public string? Answer(string mail, string conversation, DateTimeOffset now)
        {
            var parsed = Email.Mail.Parsed(mail);
            if (!AutomaticReplyPolicy.Decide(parsed, doubt: null, _own, conversation, _history, now).MayReply)
            {
                return null;
            }

            _history.Add(new AutomaticReply(conversation, parsed.Sender.Address, now));
            return $"From: {address}\r\nSubject: Re: {parsed.Subject}\r\nAuto-Submitted: auto-replied\r\n\r\nWe have your mail.";
        }
    }
}
