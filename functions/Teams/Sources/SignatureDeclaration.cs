using System.Text.Json.Serialization;

namespace Router.Teams.Sources;

/// <summary>Where a sender's proof stands and what it covers. The secret itself is a setting.</summary>
internal sealed record SignatureDeclaration
{
    /// <summary>The header that holds the signature, or the secret itself.</summary>
    public required string Header { get; init; }

    /// <summary>What stands before it in the header, for example "sha256=" or "Bearer ".</summary>
    public string? Prefix { get; init; }

    public SignatureEncoding Encoding { get; init; }

    public SignatureAlgorithm Algorithm { get; init; }

    /// <summary>What is signed, from {id}, {timestamp} and {body}; null for the body alone.</summary>
    public string? Signed { get; init; }

    /// <summary>The header that {timestamp} stands for: Unix seconds or milliseconds, or ISO 8601.</summary>
    public string? TimestampHeader { get; init; }

    /// <summary>How far the signed time may be from ours, both ways.</summary>
    public int? ToleranceSeconds { get; init; }

    /// <summary>The header that {id} stands for.</summary>
    public string? IdHeader { get; init; }
}

[JsonConverter(typeof(JsonStringEnumConverter<SignatureEncoding>))]
internal enum SignatureEncoding
{
    [JsonStringEnumMemberName("hex")]
    Hex,

    [JsonStringEnumMemberName("hexUpper")]
    HexUpper,

    [JsonStringEnumMemberName("base64")]
    Base64,
}

[JsonConverter(typeof(JsonStringEnumConverter<SignatureAlgorithm>))]
internal enum SignatureAlgorithm
{
    [JsonStringEnumMemberName("sha256")]
    Sha256,

    [JsonStringEnumMemberName("sha512")]
    Sha512,
}
