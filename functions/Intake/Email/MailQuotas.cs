using Microsoft.Extensions.Options;
using Router.Intake.Quotas;

namespace Router.Intake.Email;

/// <summary>How much mail may come in one address's name within a day. The network that it came from is the mail host's, so only the address counts.</summary>
internal sealed class MailQuotas(IOptions<EmailOptions> options, TimeProvider time)
{
    private readonly DayAllowance allowance = new(new DayLimits(options.Value.RequestsPerDay, options.Value.BytesPerDay, options.Value.FilesPerDay), time);

    public bool TryTake(string address, long bytes, int files) => allowance.TryTake(SenderKey.Of(address), bytes, files) is null;
}
