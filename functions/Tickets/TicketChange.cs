using System.Security.Cryptography;
using System.Text;

namespace Router.Tickets;

/// <summary>One update that a ticket gets once.</summary>
/// <param name="Marker">The same for the same update however often it is tried.</param>
/// <param name="Html">A comment; null for none.</param>
/// <param name="IsSolving">True sets the ticket to solved.</param>
internal sealed record TicketChange(string Marker, string? Html, bool IsPublic, bool IsSolving)
{
    public static TicketChange Comment(string partition, string key, string html, bool isPublic) => new(MarkerOf(partition, key), html, isPublic, IsSolving: false);

    public static TicketChange Solve(string partition, string key) => new(MarkerOf(partition, key), null, IsPublic: false, IsSolving: true);

    private static string MarkerOf(string partition, string key) =>
        $"router.{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{partition}\n{key}")).AsSpan(0, 16))}";
}
