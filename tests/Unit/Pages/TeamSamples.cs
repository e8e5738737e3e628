using Router.Teams;

namespace Router.Unit.Pages;

internal static class TeamSamples
{
    public static Team Small { get; } = new()
    {
        Promise = "within one working day",
        People = [new("casey", "Casey Rivera", "casey@example.com", "Europe/Berlin")],
        Components =
        [
            new() { Id = "api", Name = "Instances API", Owner = "casey", Repository = "example/api", DesignedTo = ["Answer"] },
            new() { Id = "waf", Name = "Firewall" },
        ],
        Forms =
        [
            new()
            {
                Id = "support",
                Title = "Contact support",
                Fields =
                [
                    new("email", "Your address", "email", true),
                    new("message", "What do you need?", "textarea", true),
                    new("component", "Which part?", "select", false, ["API", "<b>Other</b>"]),
                ],
            },
        ],
    };
}
