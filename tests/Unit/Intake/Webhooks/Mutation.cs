using Router.Intake;

namespace Router.Unit.Intake.Webhooks;

/// <summary>A signed payload with one thing changed.</summary>
internal static class Mutation
{
    public static InboundPayload Of(InboundPayload payload, int what, int where, int change, string signatureHeader)
    {
        var signature = payload.Headers[signatureHeader];
        var body = payload.Body;
        return what switch
        {
            0 when body.Length > 0 => payload with { Body = [.. body.Select((one, i) => i == where % body.Length ? (byte)(one ^ change) : one)] },
            1 => payload with { Body = [.. body, (byte)change] },
            2 => payload.With(signatureHeader, signature[..(where % signature.Length)]),
            _ => payload.With(signatureHeader, Changed(signature, where % signature.Length)),
        };
    }

    private static string Changed(string text, int at) => $"{text[..at]}{(text[at] == 'A' ? 'B' : 'A')}{text[(at + 1)..]}";
}
