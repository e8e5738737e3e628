using Router.Teams;
using Router.Teams.Forms;

namespace Router.Browser.Setup;

/// <summary>A form with each type of field and conditions, beside the one that ships.</summary>
internal static class FormSamples
{
    public static Team WithEveryField(Team team) => team with
    {
        Forms =
        [
            .. team.Forms,
            new Form
            {
                Id = "every",
                Title = "Every field",
                ShowBacklog = true,
                Fields =
                [
                    new("subject", "In one line", Required: true) { Help = "So that we find it again." },
                    new("message", "What happened?", FieldTypes.TextArea, true),
                    new("reason", "Reason", FieldTypes.Select, true, ["Fault", "Wish"]),
                    new("since", "Since when?", FieldTypes.Date, true) { When = new("reason", "Fault") },
                    new("severe", "Nobody can work", FieldTypes.Checkbox) { When = new("reason", "Fault") },
                    new("areas", "Where", FieldTypes.Checkbox, true, ["Search", "Export"]) { Help = "All that apply." },
                    new("count", "How many of you?", FieldTypes.Number) { Min = 1 },
                    new("site", "Your site", FieldTypes.Url),
                    new("files", "Pictures", FieldTypes.File),
                ],
            },
        ],
    };
}
