using MimeKit;
using Router.Intake.Email.Loops;
using Router.Requests;

namespace Router.Intake.Email.Writers;

/// <summary>What is known of a mail when it is decided who wrote it.</summary>
/// <param name="Sender">Of From; its address may be empty.</param>
/// <param name="Text">All words.</param>
/// <param name="NewText">The words that are new.</param>
/// <param name="IsReply">Whether it answers another mail.</param>
internal sealed record WriterEvidence(
    MimeMessage Message, Customer Sender, Customer? ReplyTo, IReadOnlyList<Customer> Recipients, string Subject, string Text, string NewText, bool IsReply)
{
    public bool Has(string header) => Message.Headers.Contains(header);

    public IEnumerable<string> Values(string header) => AutomaticMail.Values(Message.Headers, header);
}
