using System.Globalization;

namespace Router.Messaging;

/// <summary>A backlog item that a request has left, as <see cref="MessageNames.LeaveBacklog"/> names it.</summary>
/// <param name="Way">How often the request had been moved when it asked for the item.</param>
internal sealed record LeftItem(int Way, string ItemId)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Way}-{ItemId}");

    /// <summary>Null for anything else.</summary>
    public static LeftItem? Parse(string? text) =>
        text?.Split('-') is [var way, { Length: > 0 } item] && int.TryParse(way, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new(number, item) : null;
}
