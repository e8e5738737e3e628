using Microsoft.Extensions.Options;
using Router.Intake.Quotas;
using Router.Requests;

namespace Router.Intake.Webhooks;

/// <summary>What one source, and one customer in it, may send within a day. A source stands for the network: whoever holds its secret may send from anywhere.</summary>
internal sealed class WebhookQuotas(IOptions<WebhooksOptions> options, TimeProvider time)
{
    private readonly DayQuota quota = new(new DayLimits(options.Value.RequestsPerDay, options.Value.BytesPerDay, options.Value.FilesPerDay), time);

    /// <param name="inbound">What the source says, once it is verified.</param>
    /// <returns>Null where it may be kept; else when to try again.</returns>
    public TimeSpan? TryTake(InboundRequest inbound, long bytes) => quota.TryTake(inbound.Source, inbound.Customer.Address, bytes, inbound.Attachments.Count);
}
