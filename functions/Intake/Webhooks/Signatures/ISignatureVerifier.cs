namespace Router.Intake.Webhooks.Signatures;

/// <summary>Tells whether a payload is from its source.</summary>
internal interface ISignatureVerifier
{
    /// <summary>How far a signed time may be from ours; null where it is not for us to say.</summary>
    TimeSpan? Tolerance { get; }

    /// <param name="secrets">Each is tried; none verify nothing.</param>
    SignatureVerdict Verify(InboundPayload payload, IReadOnlyList<string> secrets);
}
