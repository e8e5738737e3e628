using Microsoft.Extensions.Options;

namespace Router.Intake.Forms;

/// <summary>What one network, and one mail address in it, may leave with us within a day: requests, their bytes and their files. In the memory of this process, see 0020.</summary>
internal sealed class FormQuotas(IOptions<FormsOptions> options, SenderNetworks networks, TimeProvider time)
{
    private const int PartOfOneAddress = 5;
    private readonly Allowance ofNetwork = new(options.Value, 1, time);
    private readonly Allowance ofSender = new(options.Value, PartOfOneAddress, time);

    /// <param name="address">The customer's mail address; empty where the form has none.</param>
    /// <returns>Null where the request may be kept; else when to try again.</returns>
    public TimeSpan? TryTake(HttpRequest request, string address, long bytes, int files) => networks.Of(request) is not { } network
        ? null
        : ofNetwork.TryTake(network, bytes, files) ?? (address.Length == 0 ? null : ofSender.TryTake($"{network}\n{address.ToUpperInvariant()}", bytes, files));

    private sealed class Allowance(FormsOptions options, int part, TimeProvider time)
    {
        private static readonly TimeSpan Day = TimeSpan.FromDays(1);
        private readonly RateGate requests = new(PartOf(options.RequestsPerDay, part), Day, time);
        private readonly RateGate bytes = new(PartOf(options.BytesPerDay, part), Day, time);
        private readonly RateGate files = new(PartOf(options.FilesPerDay, part), Day, time);

        public TimeSpan? TryTake(string key, long size, int count) => requests.TryPass(key) ?? bytes.TryPass(key, size) ?? (count == 0 ? null : files.TryPass(key, count));

        // What is limited stays limited, however little it is.
        private static long PartOf(long most, int part) => most == 0 ? 0 : Math.Max(1, most / part);
    }
}
