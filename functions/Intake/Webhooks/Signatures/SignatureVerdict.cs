namespace Router.Intake.Webhooks.Signatures;

/// <summary>What a verifier found. Only <see cref="Valid"/> lets a payload in.</summary>
internal enum SignatureVerdict
{
    /// <summary>The default, so that a forgotten assignment refuses.</summary>
    Invalid,

    /// <summary>A header that the scheme needs is not there.</summary>
    Missing,

    /// <summary>The signed time is too far from ours.</summary>
    Stale,

    Valid,
}
