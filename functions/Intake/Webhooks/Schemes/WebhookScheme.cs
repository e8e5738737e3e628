using System.Text.Json;
using Router.Intake.Webhooks.Signatures;
using Router.Teams.Sources;

namespace Router.Intake.Webhooks.Schemes;

/// <summary>How one kind of sender proves that it is the sender, and what it sends. Connectors fill this seam with one for each system.</summary>
/// <param name="Name">As the team file writes it.</param>
/// <param name="VerifierOf">Makes the verifier of a source; the text is the source's own address, for schemes that sign it.</param>
internal sealed record WebhookScheme(string Name, Func<WebhookSource, string?, ISignatureVerifier> VerifierOf)
{
    /// <summary>What its payloads become where the source says nothing else; null where the scheme says nothing of the payload.</summary>
    public MappingDeclaration? Mapping { get; init; }

    /// <summary>Whether a body may be an encoded form.</summary>
    public bool TakesForms { get; init; }

    /// <summary>Whether a body may be of a media type such as application/problem+json.</summary>
    public bool TakesAnyJson { get; init; }

    /// <summary>For a sender whose body has the wrong type: where to change it.</summary>
    public string? TypeHint { get; init; }

    /// <summary>Where the secret is found, for whoever has to set it.</summary>
    public string SecretHint { get; init; } = "Set it to the secret that the sender was given, of 16 characters or more.";

    /// <summary>What is wrong with a secret beyond its length; null where nothing is.</summary>
    public Func<string, string?> SecretFault { get; init; } = _ => null;

    /// <summary>Whether the sender signs the address that it posts to, which therefore has to be known.</summary>
    public bool SignsAddress { get; init; }

    /// <summary>Whether a payload asks no more than to get its challenge back; null where the sender never asks.</summary>
    public Func<JsonElement, bool>? IsChallenge { get; init; }

    /// <summary>Whether it asks before it signs.</summary>
    public bool ChallengesUnsigned { get; init; }

    /// <summary>Whether people wait for the answer in a chat, where it has to be words.</summary>
    public bool AnswersInChat { get; init; }

    /// <summary>Turns a text of the sender's markup into what people read.</summary>
    public Func<string, string> Shown { get; init; } = text => text;

    /// <summary>A header that tells what a payload is about, and what it would be of a payload that was saved without; null where the payload says all.</summary>
    public (string Name, Func<JsonElement, string> ValueOf)? MissingHeader { get; init; }

    /// <summary>An HMAC that is the same for each source.</summary>
    public static WebhookScheme Hmac(string name, SignatureDeclaration signature)
    {
        var verifier = new HmacVerifier(HmacScheme.Of(signature));
        return new WebhookScheme(name, (_, _) => verifier);
    }
}
