using System.Security.Cryptography;
using System.Text;

namespace Router.Requests;

/// <summary>
/// A request's id: 32 lower-case hex digits derived from where the request came from, so that the same delivery always has the same id
/// and inserting the request's first row is the deduplication.
/// </summary>
internal readonly record struct RequestId
{
    private const int HexLength = 32;

    private RequestId(string value) => Value = value;

    public string Value { get; }

    /// <summary>The first eight digits, for people; not unique.</summary>
    public string Short => Value[..8];

    public static RequestId From(Channel channel, string source, string originId)
    {
        // Lengths are part of the text, so that no two origins share a derivation.
        var origin = $"{channel}\n{source.Length}\n{source}\n{originId.Length}\n{originId}";
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(origin));
        return new RequestId(Convert.ToHexStringLower(hash.AsSpan(0, HexLength / 2)));
    }

    public static RequestId From(InboundRequest request) => From(request.Channel, request.Source, request.OriginId);

    public static bool TryParse(string? text, out RequestId id)
    {
        id = default;
        if (text is not { Length: HexLength } || !text.All(char.IsAsciiHexDigitLower))
        {
            return false;
        }

        id = new RequestId(text);
        return true;
    }

    public override string ToString() => Value;
}
