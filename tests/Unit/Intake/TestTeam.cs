using Router.Teams;
using Router.Teams.Forms;
using Router.Teams.Sources;

namespace Router.Unit.Intake;

internal static class TestTeam
{
    public static readonly Team Team = new()
    {
        Promise = "soon",
        People = [],
        Components = [],
        Forms =
        [
            new Form
            {
                Id = "support",
                Title = "Support",
                Fields =
                [
                    new FormField("name", "Name"),
                    new FormField("email", "Address", "email", Required: true),
                    new FormField("component", "Part", "select", Options: ["Manager UI", "Accounts UI", "Accounts API", "WebEngine"]),
                    new FormField("subject", "In one line", Required: true),
                    new FormField("message", "What do you need?", "textarea", Required: true),
                    new FormField("instanceId", "Instance ZUID"),
                ],
            },
            new Form { Id = "short", Title = "Short", Fields = [new FormField("message", "Text"), new FormField("website", "Your site")] },
        ],
        Sources =
        [
            new WebhookSource("standard", "StandardWebhooks"),
            new WebhookSource("github", "GitHub"),
            new WebhookSource("zendesk", "Zendesk"),
            new WebhookSource("typeform", "Typeform"),
            new WebhookSource("slack", "Slack"),
            new WebhookSource("monday", "Monday"),
            new WebhookSource("forms", "Hmac")
            {
                Signature = new SignatureDeclaration { Header = "X-Router-Signature", Signed = "{timestamp}.{body}", TimestampHeader = "X-Router-Timestamp" },
                Mapping = new MappingDeclaration { Like = "Forms" },
            },
        ],
    };

    public static readonly FormCatalog Forms = new(Team);
}
