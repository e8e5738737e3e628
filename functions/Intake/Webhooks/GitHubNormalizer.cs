using System.Text.Json;
using Router.Shared;

namespace Router.Intake.Webhooks;

/// <summary>An opened issue is a request; every other event of GitHub is not.</summary>
internal static class GitHubNormalizer
{
    public const string EventHeader = "X-GitHub-Event";

    /// <summary>Begins the hidden marker in issues that this app writes: they must not come back as requests.</summary>
    public const string OwnIssueMarker = "<!-- router-request:";

    public static IntakeResult Read(string sourceId, InboundPayload payload, JsonElement root)
    {
        var name = payload.Header(EventHeader);
        if (string.IsNullOrEmpty(name))
        {
            return new IntakeResult.Refused(Problem.Malformed($"The header {EventHeader} is missing."));
        }

        if (name != "issues" || root.Text("action") != "opened")
        {
            return IgnoredWebhook.Because("Only an opened issue makes a request.", sourceId, payload);
        }

        var title = root.Text("issue", "title");
        var number = root.Text("issue", "number");
        var repository = root.Text("repository", "full_name");
        if (string.IsNullOrEmpty(title) || string.IsNullOrEmpty(number) || string.IsNullOrEmpty(repository))
        {
            return new IntakeResult.Refused(Problem.Malformed("An opened issue needs issue.title, issue.number and repository.full_name."));
        }

        var body = root.Text("issue", "body") ?? "";
        if (root.Text("sender", "type") == "Bot" || body.Contains(OwnIssueMarker, StringComparison.Ordinal))
        {
            return IgnoredWebhook.Because("A machine opened the issue.", sourceId, payload);
        }

        return new IntakeResult.Accepted(Request(sourceId, payload, root, title, body, $"{repository}#{number}"));
    }

    private static InboundRequest Request(string sourceId, InboundPayload payload, JsonElement root, string title, string body, string issue)
    {
        var text = OutsideText.Block(body, InboundRequest.MaxTextLength);
        var subject = OutsideText.Line(title, InboundRequest.MaxSubjectLength);
        var details = new DetailList();
        details.Add("issue", root.Text("issue", "html_url"));
        details.Add("repository", root.Text("repository", "full_name"));
        details.Add("labels", string.Join(", ", root.Items("issue", "labels").Select(label => label.Text("name")).Where(name => name is not null)));

        // The delivery id is not signed; the body is.
        var origin = $"{OutsideText.Line(issue, 200)}:{OriginHash.Of(payload.Body)}";
        return new InboundRequest(Channel.Webhook, sourceId, origin, subject, text.Length > 0 ? text : subject, WebhookFields.Customer(null, root.Text("issue", "user", "login")))
        {
            SentAt = WebhookFields.Time(root.Text("issue", "created_at"), payload.ReceivedAt),
            ThreadKey = OutsideText.Line(issue, 200),
            Details = details.Values,
        };
    }
}
