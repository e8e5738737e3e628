using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Router.GraphStandIn.Endpoints;

/// <summary>Where a delta query stands: opaque to clients.</summary>
/// <param name="Epoch">Tokens of an earlier one are no longer known.</param>
/// <param name="After">Changes after this number are to be shown.</param>
/// <param name="Since">Only mails received from then on.</param>
internal sealed partial record DeltaToken(int Epoch, long After, int Size, DateTimeOffset Since)
{
    private const int LargestPage = 50;

    /// <returns>Null where the token is unknown by now.</returns>
    public static DeltaToken? Read(HttpRequest request, int epoch)
    {
        var text = request.Query["$skiptoken"].ToString() is { Length: > 0 } skip ? skip : request.Query["$deltatoken"].ToString();
        if (text.Length > 0)
        {
            return Parse(text) is { } token && token.Epoch == epoch ? token : null;
        }

        var filter = SinceFilter().Match(request.Query["$filter"].ToString());
        var since = filter.Success ? DateTimeOffset.Parse(filter.Groups[1].Value, CultureInfo.InvariantCulture) : DateTimeOffset.MinValue;
        var wanted = PageSize().Match(request.Headers["Prefer"].ToString());
        return new DeltaToken(epoch, 0, wanted.Success ? Math.Clamp(int.Parse(wanted.Groups[1].Value, CultureInfo.InvariantCulture), 1, LargestPage) : 10, since);
    }

    public string ToText() => Uri.EscapeDataString(Convert.ToBase64String(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{Epoch},{After},{Size},{Since.UtcTicks}"))));

    private static DeltaToken? Parse(string text)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(text)).Split(',').Select(part => long.Parse(part, CultureInfo.InvariantCulture)).ToList() is [var epoch, var after, var size, var since]
                ? new DeltaToken((int)epoch, after, (int)size, new DateTimeOffset(since, TimeSpan.Zero))
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"receivedDateTime ge (\S+)", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex SinceFilter();

    [GeneratedRegex(@"maxpagesize=([0-9]{1,4})", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex PageSize();
}
