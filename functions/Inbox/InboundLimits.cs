using System.Text;
using Router.Requests;

namespace Router.Inbox;

/// <summary>Cuts a request to what one table row holds; the whole stays in the raw payload. Half surrogates and control characters are replaced.</summary>
internal static class InboundLimits
{
    private const int MaxDetailsLength = 12_000;
    private const int MaxDetails = 100;
    private const int MaxNameLength = 128;
    private const int MaxAddressLength = 320;

    public static InboundRequest Apply(InboundRequest request) => request with
    {
        Subject = Bounded(request.Subject, InboundRequest.MaxSubjectLength),
        Text = Bounded(request.Text, InboundRequest.MaxTextLength),
        Customer = new Customer(Bounded(request.Customer.Address, MaxAddressLength), Bounded(request.Customer.Name, MaxNameLength)),
        ProductArea = request.ProductArea is null ? null : Bounded(request.ProductArea, MaxNameLength),
        ThreadKey = request.ThreadKey is null ? null : Bounded(request.ThreadKey, InboundRequest.MaxSubjectLength),
        Details = BoundedDetails(request.Details),
        Attachments = [.. request.Attachments.Take(InboundRequest.MaxAttachments).Select(attachment => new Attachment(
            Bounded(attachment.Name, MaxNameLength), Bounded(attachment.ContentType, MaxNameLength), attachment.Length))],
        AttachmentsLeftOut = request.AttachmentsLeftOut + Math.Max(0, request.Attachments.Count - InboundRequest.MaxAttachments),
    };

    private static Dictionary<string, string> BoundedDetails(IReadOnlyDictionary<string, string> details)
    {
        var left = MaxDetailsLength;
        var bounded = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in details.Take(MaxDetails))
        {
            var boundedName = Bounded(name, MaxNameLength);
            left -= boundedName.Length;
            if (left <= 0)
            {
                break;
            }

            bounded[boundedName] = Bounded(value, left);
            left -= bounded[boundedName].Length;
        }

        return bounded;
    }

    private static string Bounded(string text, int maxLength)
    {
        var bounded = new StringBuilder(Math.Min(text.Length, maxLength));
        foreach (var rune in text.EnumerateRunes())
        {
            if (bounded.Length + rune.Utf16SequenceLength > maxLength)
            {
                break;
            }

            bounded.Append(IsControl(rune) ? Rune.ReplacementChar : rune);
        }

        return bounded.ToString();
    }

    private static bool IsControl(Rune rune) => Rune.IsControl(rune) && rune.Value is not ('\n' or '\r' or '\t');
}
