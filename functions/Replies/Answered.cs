using Router.Requests;

namespace Router.Replies;

/// <summary>What a person's reply answers: the last mail of the conversation that counts. Its sender and those in its copy get the reply unless the person says otherwise.</summary>
/// <param name="Head">The mail's place in the conversation; null where no mail is answered.</param>
internal sealed record Answered(string To, string ToName, IReadOnlyList<string> Copied, MailHead? Head)
{
    /// <param name="laterMails">The newest of them, in the order of their arrival.</param>
    public static Answered Of(Request request, IEnumerable<FollowUp> laterMails) =>
        laterMails.LastOrDefault(mail => mail is { IsNote: false, IsAutomatic: false, IsFromColleague: false, Mail: not null } && mail.Doubt.IsLifted() && mail.From.Address.Length > 0) is { } last
            ? new(last.From.Address, last.From.Name, WithoutSender(last.Mail!.Copied, last.From), last.Mail)
            // Whoever forged the mail may have put himself in copy.
            : new(request.Customer.Address, request.Customer.Name, request.Doubt.IsLifted() ? WithoutSender(request.Mail?.Copied ?? [], request.Customer) : [], request.Mail);

    private static IReadOnlyList<string> WithoutSender(IReadOnlyList<string> copied, Customer sender) =>
        [.. copied.Where(address => !address.Equals(sender.Address, StringComparison.OrdinalIgnoreCase))];
}
