namespace Router.Shared;

/// <summary>Why an input was refused, as problem details (RFC 9457). Holds no text of the sender's.</summary>
/// <param name="Status">HTTP status, 400 to 599.</param>
/// <param name="Code">Stable code in kebab case, listed in the README; tests and senders may rely on it.</param>
/// <param name="Detail">What to do about it.</param>
internal sealed record Problem(int Status, string Code, string Detail)
{
    public static Problem Malformed(string detail) => new(400, "payload-malformed", detail);

    public static Problem SignatureMissing(string detail) => new(401, "signature-missing", detail);

    public static Problem SignatureInvalid(string detail) => new(401, "signature-invalid", detail);

    public static Problem FormUnknown() => new(404, "form-unknown", "No form of that name is in the team file.");

    public static Problem SourceUnknown() => new(404, "source-unknown", "No webhook source of that name is in the team file.");

    public static Problem TooLarge(long limitBytes) => new(413, "payload-too-large", $"The limit is {limitBytes} bytes.");

    public static Problem MailHeadersTooLarge(long limitBytes, long limitLines) =>
        new(413, "mail-headers-too-large", $"The headers of all parts may have {limitBytes} bytes in {limitLines} lines.");

    public static Problem MailTooManyParts(int limit) => new(413, "mail-too-many-parts", $"A mail may have {limit} parts.");

    public static Problem MailTooDeep(int limit) => new(413, "mail-too-deep", $"Parts and mails in mails may nest {limit} deep.");

    public static Problem ContentTypeUnsupported(string supported) => new(415, "content-type-unsupported", $"Send {supported}.");

    public static Problem FieldInvalid(string detail) => new(422, "field-invalid", detail);

    public static Problem IdempotencyKeyReused() =>
        new(422, "idempotency-key-reused", "This Idempotency-Key came before with another body. Use a new key for a new request.");

    public static Problem Unavailable() =>
        new(503, "storage-unavailable", "The request could not be stored. Send it again after the time in Retry-After.");
}
