using System.Globalization;
using System.Text.Json;
using Router.Requests;
using Router.Teams.Sources;

namespace Router.Intake.Webhooks.Mapping;

/// <param name="Rule">The rule that decided; null where none fitted or none was needed.</param>
/// <param name="Taken">Where each part of the request came from.</param>
internal sealed record MappedPayload(IntakeResult Result, RuleChoice? Rule, IReadOnlyDictionary<string, string> Taken);

/// <summary>A verified payload becomes what its source's mapping says. Pure; no payload makes it throw.</summary>
/// <param name="shown">Turns a text of the sender's markup into what people read.</param>
internal sealed class PayloadMapper(string sourceId, SourceMapping mapping, Func<string, string> shown)
{
    private const int MaxOriginLength = 200;
    private const int MaxThreadKeyLength = 200;
    private static readonly Dictionary<string, string> Nothing = [];

    public MappedPayload Map(InboundPayload payload, JsonElement root)
    {
        var reader = new PayloadReader(payload, root);
        if (Missing(mapping.Requires, reader) is { } missing)
        {
            return new MappedPayload(missing, null, Nothing);
        }

        var choice = RuleChoice.Of(mapping.Rules, reader);
        if (choice.Rule is not { Then: not RuleOutcome.Ignore } rule)
        {
            var reason = choice.Rule is null ? "No rule of the source fits it." : choice.Rule.Because ?? "The source's rules ignore it.";
            return new MappedPayload(IgnoredWebhook.Because(reason, sourceId, payload), choice, Nothing);
        }

        return Missing(rule.Requires, reader) is { } lacking
            ? new MappedPayload(lacking, choice, Nothing)
            : Take(payload, reader, rule, choice);
    }

    private MappedPayload Take(InboundPayload payload, PayloadReader reader, MappingRule rule, RuleChoice choice)
    {
        var bodyHash = OriginHash.Of(payload.Body);
        var picks = (rule.Picks ?? new PickSet()).Over(mapping.Picks);
        var taken = new TakenParts(new PickReader(reader, bodyHash));
        var extras = new PayloadExtras(mapping, reader, taken);
        var (title, words) = (taken.Text("subject", picks.Subject), taken.Text("text", picks.Text, "\n\n"));
        var customer = WebhookFields.Customer(taken.Text("customerAddress", picks.CustomerAddress) ?? extras.Address(), taken.Text("customerName", picks.CustomerName));
        var area = WebhookFields.Area(taken.Text("productArea", picks.ProductArea));

        // A form may ask in words that no mapping knows, or for choices only.
        var (subject, text) = WebhookFields.Words(Shown(title), Shown(words ?? (title is null ? extras.Answers() : null)));
        taken.Picks.WordsHash = OriginHash.Of(subject, text);
        var request = new InboundRequest(Channel.Webhook, sourceId, Origin(taken.Fact("origin", picks.Origin), bodyHash), subject, text, customer)
        {
            SentAt = WebhookFields.Time(taken.Fact("sentAt", picks.SentAt), payload.ReceivedAt),
            ProductArea = area,
            ThreadKey = OutsideText.Line(taken.Fact("threadKey", picks.ThreadKey), MaxThreadKeyLength) is { Length: > 0 } key ? key : null,
        };
        request = request with { Attachments = extras.Attachments(), Details = extras.Details() };
        return new MappedPayload(Judge(rule, request, payload), choice, taken.Sources);
    }

    private string? Shown(string? text) => text is null ? null : shown(text);

    private IntakeResult Judge(MappingRule rule, InboundRequest request, InboundPayload payload)
    {
        if (rule.Then is RuleOutcome.Resolve or RuleOutcome.Reopen)
        {
            return request.ThreadKey is not { } thread ? IgnoredWebhook.Because("It names no thread whose state could follow.", sourceId, payload)
                : rule.Then == RuleOutcome.Resolve ? new IntakeResult.Resolves(thread, request)
                : new IntakeResult.Reopens(thread, request);
        }

        if (request.Text.Length == 0)
        {
            return new IntakeResult.Refused(Problem.FieldInvalid("The payload holds no words where the source's mapping looks for subject and text."));
        }

        // Words that name no thread are not lost: they are a request of their own.
        return rule.Then == RuleOutcome.Join && request.ThreadKey is { } joined
            ? new IntakeResult.Joins(joined, request, rule.ElseIgnoredBecause)
            : new IntakeResult.Accepted(request);
    }

    private static string Origin(string? picked, string bodyHash)
    {
        var origin = picked ?? $"body:{bodyHash}";
        return origin.Length <= MaxOriginLength ? origin : OriginHash.Of(origin);
    }

    private static IntakeResult.Refused? Missing(IReadOnlyList<PayloadPath> required, PayloadReader payload) =>
        required.Where(path => !payload.Has(path)).Select(path => path.ToString()).ToList() is { Count: > 0 } missing
            ? new IntakeResult.Refused(Problem.Malformed(string.Create(CultureInfo.InvariantCulture, $"Missing: {string.Join(", ", missing)}.")))
            : null;
}
