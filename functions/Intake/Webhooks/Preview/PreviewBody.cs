using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Router.Intake.Webhooks.Mapping;
using Router.Requests;
using Router.Teams.Sources;

namespace Router.Intake.Webhooks.Preview;

/// <summary>What one source's mapping makes of a payload, and why.</summary>
/// <param name="Outcome">request, join, resolve, reopen, ignore, challenge or refuse.</param>
/// <param name="Rule">The rule that decided, counted from 1; null where none was needed or none fitted.</param>
/// <param name="Reason">Why it is ignored.</param>
/// <param name="Taken">Where each part of the request came from.</param>
/// <param name="Unfit">Why the rules before did not fit.</param>
internal sealed record PreviewBody(
    string Source, string Scheme, string Outcome, int? Rule, string? Reason, Problem? Problem, string? RequestId, InboundRequest? Request,
    IReadOnlyDictionary<string, string>? Taken, IReadOnlyList<string>? Unfit)
{
    public static PreviewBody Of(WebhookSource source, MappedPayload mapped)
    {
        var (outcome, request) = mapped.Result switch
        {
            IntakeResult.Accepted(var made) => ("request", made),
            IntakeResult.Joins { Request: var joining } => ("join", joining),
            IntakeResult.Resolves(_, var resolving) => ("resolve", resolving),
            IntakeResult.Reopens(_, var reopening) => ("reopen", reopening),
            IntakeResult.Ignored => ("ignore", null),
            IntakeResult.Challenged => ("challenge", null),
            _ => ("refuse", (InboundRequest?)null),
        };
        return new PreviewBody(
            source.Id,
            source.Scheme,
            outcome,
            mapped.Rule?.Number,
            (mapped.Result as IntakeResult.Ignored)?.Reason,
            (mapped.Result as IntakeResult.Refused)?.Problem,
            request is null ? null : Requests.RequestId.From(request).Value,
            request,
            mapped.Taken.Count == 0 ? null : mapped.Taken,
            mapped.Rule is { Unfit.Count: > 0 } choice ? choice.Unfit : null);
    }
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(PreviewBody))]
[JsonSerializable(typeof(PreviewBody[]))]
internal sealed partial class PreviewJsonContext : JsonSerializerContext
{
    /// <summary>For people's eyes: quotation marks and other alphabets stay readable, control characters do not come through.</summary>
    public static PreviewJsonContext Readable => new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
