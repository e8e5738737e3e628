using Router.Intake;
using Router.Intake.Webhooks;
using Router.Requests;

namespace Router.Triggers.Http;

/// <summary>What a source's system posts, signed with its secret.</summary>
public sealed class WebhookPosts
{
    private readonly SignedPost inbound;
    private readonly WebhookIntake intake;
    private readonly WebhookQuotas quotas;

    internal WebhookPosts(SignedPost inbound, WebhookIntake intake, WebhookQuotas quotas)
    {
        this.inbound = inbound;
        this.intake = intake;
        this.quotas = quotas;
    }

    internal Task<IResult> ReceiveAsync(string source, HttpContext context) =>
        inbound.ReceiveAsync(context, head => intake.Admit(source, head), payload => ReadWithinQuota(source, payload), intake.AnswersInChat(source));

    // Counted only once it is verified, so that nobody else uses a source's quota up.
    private IntakeResult ReadWithinQuota(string source, InboundPayload payload)
    {
        var result = intake.Read(source, payload);
        return result.Inbound is { } inbound && quotas.TryTake(inbound, payload.Body.Length) is { } wait ? new IntakeResult.Refused(Problem.QuotaUsed(wait)) : result;
    }
}
