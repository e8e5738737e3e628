using Router.Intake.Email.Writers;
using Router.Requests;

namespace Router.Intake.Email.Loops;

/// <summary>
/// Decides whether a mail may be answered by a machine (RFC 3834), so that no loop starts and nobody gets mail that he did not cause. Counts on
/// the history it is given, and does nothing else.
/// </summary>
internal static class AutomaticReplyPolicy
{
    public const int MaxPerAddressAndDay = 5;
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <param name="doubt">Why nothing proves its sender; null where something does.</param>
    /// <param name="conversation">The request that the mail belongs to.</param>
    /// <param name="history">The automatic replies of the last day, and all of this conversation.</param>
    public static AutomaticReplyDecision Decide(
        ParsedMail mail, SenderDoubt? doubt, OwnMail own, string conversation, IReadOnlyCollection<AutomaticReply> history, DateTimeOffset now)
    {
        var reason =
            own.IsMailbox(mail.Sender.Address) ? NoReplyReason.OwnAddress
            : mail.Bounce is not null ? NoReplyReason.Bounce
            : OfSign(mail.MachineSign) is { } sign ? sign
            : mail.Writer != MailWriter.Person ? NoReplyReason.Machine
            : MachineAddress.Is(mail.Sender.Address) || !MailAddress.IsValid(mail.Sender.Address) ? NoReplyReason.NobodyReads
            : doubt is not null ? NoReplyReason.Unauthenticated
            : mail.Forward?.Customer is not null && own.IsAgent(mail.Sender.Address) ? NoReplyReason.Forwarded
            : OfHistory(mail.Sender.Address, conversation, history, now);
        return new AutomaticReplyDecision(reason);
    }

    private static NoReplyReason? OfSign(MachineSign sign) => sign switch
    {
        MachineSign.None => null,
        MachineSign.AutoSubmitted => NoReplyReason.AutoSubmitted,
        MachineSign.Precedence => NoReplyReason.Precedence,
        MachineSign.List => NoReplyReason.List,
        MachineSign.Autoresponder => NoReplyReason.Autoresponder,
        MachineSign.ResponseSuppressed => NoReplyReason.ResponseSuppressed,
        MachineSign.NullReturnPath => NoReplyReason.NullReturnPath,
        _ => NoReplyReason.Bounce,
    };

    private static NoReplyReason OfHistory(string address, string conversation, IReadOnlyCollection<AutomaticReply> history, DateTimeOffset now)
    {
        var inbox = InboxOf(address);
        return history.Any(reply => reply.Conversation == conversation) ? NoReplyReason.ConversationAnswered
            : history.Count(reply => reply.SentAt > now - Day && InboxOf(reply.Address) == inbox) >= MaxPerAddressAndDay ? NoReplyReason.AddressLimit
            : NoReplyReason.None;
    }

    /// <summary>Whose address it is: "ann+1@…", "ann+2@…" are one person's.</summary>
    public static string InboxOf(string address)
    {
        var at = address.LastIndexOf('@');
        var local = at < 0 ? address : address[..at];
        return $"{local.Split('+')[0]}{(at < 0 ? "" : address[at..])}".ToLowerInvariant();
    }
}

/// <summary>An automatic reply that went out.</summary>
internal sealed record AutomaticReply(string Conversation, string Address, DateTimeOffset SentAt);

/// <param name="Reason">Why it may get none; <see cref="NoReplyReason.None"/> where it may.</param>
internal sealed record AutomaticReplyDecision(NoReplyReason Reason)
{
    public bool MayReply => Reason == NoReplyReason.None;
}

/// <summary>Why a mail gets no automatic reply.</summary>
public enum NoReplyReason
{
    /// <summary>It may get one.</summary>
    None,

    /// <summary>We wrote it ourselves.</summary>
    OwnAddress,

    /// <summary>A delivery report or a receipt.</summary>
    Bounce,

    /// <summary>Auto-Submitted.</summary>
    AutoSubmitted,

    /// <summary>Precedence.</summary>
    Precedence,

    /// <summary>It came by a mailing list.</summary>
    List,

    /// <summary>An autoresponder named itself.</summary>
    Autoresponder,

    /// <summary>The sender's system asks for none.</summary>
    ResponseSuppressed,

    /// <summary>A machine wrote it, by its words or its form, or the mail host takes it for spam.</summary>
    Machine,

    /// <summary>The null sender.</summary>
    NullReturnPath,

    /// <summary>A daemon's or a no-reply address.</summary>
    NobodyReads,

    /// <summary>Nothing proves the sender: an answer could go to somebody who did not write.</summary>
    Unauthenticated,

    /// <summary>A colleague forwarded it: the customer did not write to us.</summary>
    Forwarded,

    /// <summary>The conversation has had its one automatic reply.</summary>
    ConversationAnswered,

    /// <summary>The address has had five within a day.</summary>
    AddressLimit,
}
