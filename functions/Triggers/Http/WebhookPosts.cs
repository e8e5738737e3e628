using Router.Intake.Webhooks;

namespace Router.Triggers.Http;

/// <summary>What a source's system posts, signed with its secret.</summary>
public sealed class WebhookPosts
{
    private readonly SignedPost inbound;
    private readonly WebhookIntake intake;

    internal WebhookPosts(SignedPost inbound, WebhookIntake intake)
    {
        this.inbound = inbound;
        this.intake = intake;
    }

    internal Task<IResult> ReceiveAsync(string source, HttpContext context) =>
        inbound.ReceiveAsync(context, head => intake.Admit(source, head), payload => intake.Read(source, payload), intake.AnswersInChat(source));
}
