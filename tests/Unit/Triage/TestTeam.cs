using Router.Requests;
using Router.Teams;

namespace Router.Unit.Triage;

internal static class TestTeam
{
    public static readonly Team Team = new()
    {
        Promise = "within one working day",
        People = [new("ann", "Ann", "ann@example.com", "Europe/Berlin")],
        Components =
        [
            new()
            {
                Id = "editor",
                Name = "Editor",
                Aliases = ["health app", "manager"],
                Owner = "ann",
                Repository = "example/editor",
                Requires = [new("instanceId", "Instance ZUID", @"\b8-[0-9a-z]{10}-[0-9a-z]{6}\b"), new("steps", "Steps to recreate")],
            },
            new() { Id = "accounts", Name = "Accounts UI", Aliases = ["invitation", "login"] },
        ],
    };

    public static InboundRequest Request(string subject, string text) =>
        new(Channel.Email, "support", "<1@example.com>", subject, text, new("c@example.com", "C"));
}
