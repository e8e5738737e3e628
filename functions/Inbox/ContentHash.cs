using System.Security.Cryptography;
using System.Text;
using Router.Requests;

namespace Router.Inbox;

/// <summary>SHA-256 of what a sender asks, in hex: the same for the same request however often and by whichever way it comes.</summary>
internal static class ContentHash
{
    public static string Of(InboundRequest inbound)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in (string[])[inbound.Customer.Address, inbound.Subject, inbound.Text, inbound.ProductArea ?? "", .. Details(inbound)])
        {
            hash.AppendData(Encoding.UTF8.GetBytes(part));
            hash.AppendData([0]);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static IEnumerable<string> Details(InboundRequest inbound) => inbound.Details
        .OrderBy(detail => detail.Key, StringComparer.Ordinal).Select(detail => $"{detail.Key}={detail.Value}")
        .Concat(inbound.Attachments.Select(attachment => $"{attachment.Name}:{attachment.Length}"))
        .Concat(inbound.Fingerprint is null ? [] : [inbound.Fingerprint]);
}
