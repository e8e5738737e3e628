using Microsoft.Extensions.Options;
using Router.Intake.Quotas;

namespace Router.Intake.Email;

/// <summary>
/// How much mail may come in one address's name within a day. The network that it came from is the mail host's, so only the address counts: what is proven to be of its sender
/// apart from what anybody may have written, so that nobody uses up what is another's.
/// </summary>
internal sealed class MailQuotas(IOptions<EmailOptions> options, TimeProvider time)
{
    private readonly DayAllowance proven = new(LimitsOf(options.Value), time);
    private readonly DayAllowance unproven = new(LimitsOf(options.Value), time);

    public bool MayTake(string address, bool isProven, long bytes, int files) => Of(isProven).WaitOf(SenderKey.Of(address), bytes, files) is null;

    public void Take(string address, bool isProven, long bytes, int files) => Of(isProven).Take(SenderKey.Of(address), bytes, files);

    private DayAllowance Of(bool isProven) => isProven ? proven : unproven;

    private static DayLimits LimitsOf(EmailOptions options) => new(options.RequestsPerDay, options.BytesPerDay, options.FilesPerDay);
}
