namespace Router.Intake.Webhooks.Signatures;

/// <summary>Tells whether a payload is from its source.</summary>
internal interface ISignatureVerifier
{
    /// <summary>How far a signed time may be from ours; null where it is not for us to say.</summary>
    TimeSpan? Tolerance { get; }

    /// <summary>What the headers show by themselves, before the body is read; null where they are well formed and the body decides.</summary>
    /// <param name="head">A payload without its body.</param>
    /// <param name="secrets">Each is tried; none verify nothing.</param>
    SignatureVerdict? Foresee(InboundPayload head, IReadOnlyList<string> secrets);

    /// <param name="payload">What came.</param>
    /// <param name="secrets">Each is tried; none verify nothing.</param>
    SignatureVerdict Verify(InboundPayload payload, IReadOnlyList<string> secrets);
}
