using Microsoft.Extensions.Options;
using Router.Intake.Quotas;

namespace Router.Intake.Forms;

/// <summary>What one network, and one mail address in it, may send by forms within a day.</summary>
internal sealed class FormQuotas(IOptions<FormsOptions> options, SenderNetworks networks, TimeProvider time)
{
    private readonly DayQuota quota = new(new DayLimits(options.Value.RequestsPerDay, options.Value.BytesPerDay, options.Value.FilesPerDay), time);

    /// <param name="address">The customer's mail address; empty where the form has none.</param>
    /// <returns>Null where the request may be kept; else when to try again.</returns>
    public TimeSpan? TryTake(HttpRequest request, string address, long bytes, int files) => networks.Of(request) is { } network ? quota.TryTake(network, address, bytes, files) : null;
}
