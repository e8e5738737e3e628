using System.Globalization;
using Router.Intake.Webhooks.Mapping;
using Router.Intake.Webhooks.Schemes;
using Router.Intake.Webhooks.Signatures;
using Router.Requests;
using Router.Teams.Sources;

namespace Router.Intake.Webhooks;

/// <summary>One source: its proof of origin first, then its payload, then its mapping.</summary>
/// <param name="secrets">The secrets to try; none verify nothing.</param>
/// <param name="address">Where the source posts to.</param>
internal sealed class SourceReader(WebhookSource source, WebhookSchemes schemes, IReadOnlyList<string> secrets, string? address)
{
    private static readonly Dictionary<string, string> Nothing = [];
    private readonly WebhookScheme scheme = schemes.Of(source);
    private readonly ISignatureVerifier verifier = schemes.VerifierOf(source, address);
    private readonly PayloadMapper mapper = new(source.Id, SourceMapping.Of(source, schemes), schemes.Of(source).Shown);

    /// <summary>What the headers show before the body is read.</summary>
    public Admission Admit(InboundPayload head)
    {
        if (Unreadable(head) is { } unreadable)
        {
            return new Admission(unreadable, 0);
        }

        var verdict = verifier.Foresee(head, secrets);
        if (verdict is null or SignatureVerdict.Valid)
        {
            return new Admission(null, SourcesOptions.MaxBytes) { IsProven = verdict == SignatureVerdict.Valid };
        }

        // A challenge is short; what is longer is none, and has no proof.
        var problem = ProblemOf(verdict.Value)!;
        return scheme.ChallengesUnsigned ? new Admission(null, ChallengePolicy.MaxBytes) { TooLong = problem } : new Admission(problem, 0);
    }

    public IntakeResult Read(InboundPayload payload)
    {
        if (Unreadable(payload) is { } unreadable)
        {
            return Refused(unreadable);
        }

        if (Verify(payload) is { } problem)
        {
            return Challenge(payload) is { } challenged ? challenged : Refused(problem);
        }

        return Map(payload).Result;
    }

    /// <summary>What the payload becomes, with the reasons. Whether it is from the source is not asked.</summary>
    public MappedPayload Preview(InboundPayload payload) =>
        Unreadable(payload) is { } unreadable ? new MappedPayload(Refused(unreadable), null, Nothing) : Map(payload);

    private Problem? Unreadable(InboundPayload payload) =>
        WebhookBody.Unsupported(scheme, payload.MediaType) is { } supported ? Problem.ContentTypeUnsupported(supported)
        : payload.Body.Length > SourcesOptions.MaxBytes ? Problem.TooLarge(SourcesOptions.MaxBytes)
        : null;

    private MappedPayload Map(InboundPayload payload)
    {
        using var document = WebhookBody.Read(payload, out var fault);
        if (document is null)
        {
            var malformed = Problem.Malformed($"{(fault is null ? "" : fault + " ")}Send one JSON object in UTF-8, without doubled keys and at most {StrictJson.MaxDepth} levels deep.");
            return new MappedPayload(Refused(malformed), null, Nothing);
        }

        return ChallengePolicy.Find(scheme, isSigned: true, document.RootElement) is { } challenged
            ? new MappedPayload(challenged, null, Nothing)
            : mapper.Map(payload, document.RootElement);
    }

    private IntakeResult.Challenged? Challenge(InboundPayload payload)
    {
        using var document = scheme.ChallengesUnsigned ? WebhookBody.Read(payload, out _) : null;
        return document is null ? null : ChallengePolicy.Find(scheme, isSigned: false, document.RootElement);
    }

    private Problem? Verify(InboundPayload payload) => ProblemOf(verifier.Verify(payload, secrets));

    private Problem? ProblemOf(SignatureVerdict verdict) => verdict switch
    {
        SignatureVerdict.Valid => null,
        SignatureVerdict.Missing => Problem.SignatureMissing("The signature headers of this source are missing."),
        SignatureVerdict.Stale => Problem.SignatureInvalid(verifier.Tolerance is { } tolerance
            ? string.Create(CultureInfo.InvariantCulture, $"The signed time is more than {tolerance.TotalSeconds:0} seconds from ours. Sign again, and check the clock.")
            : "The token has expired, or is not valid yet. Send a new one, and check the clock."),
        _ => Problem.SignatureInvalid("The signature does not fit the body. Check the secret, and that nothing changes the body on its way."),
    };

    private static IntakeResult.Refused Refused(Problem problem) => new(problem);
}
