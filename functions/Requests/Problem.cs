namespace Router.Requests;

/// <summary>Why an input was refused, as problem details (RFC 9457). Holds no text of the sender's.</summary>
/// <param name="Status">HTTP status, 400 to 599.</param>
/// <param name="Code">Stable code in kebab case; tests and senders may rely on it.</param>
/// <param name="Detail">What to do about it.</param>
internal sealed record Problem(int Status, string Code, string Detail)
{
    /// <summary>What is wrong with which field of a form; empty where it is no field's.</summary>
    public IReadOnlyList<FieldFault> Fields { get; init; } = [];

    /// <summary>When to try again; null where trying again does not help or the answer does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static Problem Malformed(string detail) => new(400, "payload-malformed", detail);

    public static Problem BodyBrokenOff() => new(400, "body-broken-off", "The body ended before it was whole. Nothing was kept; send it again.");

    public static Problem SignatureMissing(string detail) => new(401, "signature-missing", detail);

    public static Problem SignatureInvalid(string detail) => new(401, "signature-invalid", detail);

    public static Problem CrossSite() => new(403, "cross-site-request", "Another site's page sent this, and the form's \"allowedOrigins\" do not name that site.");

    public static Problem MethodNotAllowed() => new(405, "method-not-allowed", "This address takes other methods. The header Allow names them.");

    public static Problem BodyTooSlow() => new(408, "body-too-slow", "The body came too slowly and was not read to its end. Nothing was kept; send it again.");

    public static Problem KeyInUse() =>
        new(409, "idempotency-key-in-use", "A post with this Idempotency-Key is being taken in at this moment. Send it again after the time in Retry-After.") { RetryAfter = TimeSpan.FromSeconds(1) };

    public static Problem FileTooLarge(long limitBytes) => new(413, "file-too-large", $"The limit of one file is {limitBytes} bytes.");

    public static Problem HostUnknown() =>
        new(421, "host-unknown", "This app does not answer to that host name. It answers to that of Site__Url and to those that Site__OtherHosts names.");

    public static Problem TooMany(TimeSpan retryAfter) =>
        new(429, "too-many-requests", "Too many were sent in a short time. Nothing was kept; send it again after the time in Retry-After.") { RetryAfter = retryAfter };

    public static Problem QuotaUsed(TimeSpan retryAfter) =>
        new(429, "quota-used", "What one sender may send within a day is used up. Nothing was kept; send it again after the time in Retry-After.") { RetryAfter = retryAfter };

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

    public static Problem BodiesBusy() =>
        new(503, "bodies-busy", "Too much is being taken in at this moment. Nothing was kept; send it again after the time in Retry-After.") { RetryAfter = TimeSpan.FromSeconds(5) };

    public static Problem UploadsBusy() =>
        new(503, "uploads-busy", "Too many files are being taken in at this moment. Send it again after the time in Retry-After.") { RetryAfter = TimeSpan.FromSeconds(5) };
}

/// <param name="Field">Its name.</param>
/// <param name="Fault">What is wrong, said after the name: "is missing".</param>
internal sealed record FieldFault(string Field, string Fault);
