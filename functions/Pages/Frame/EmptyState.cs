using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Router.Teams;
using Router.Teams.Forms;

namespace Router.Pages.Frame;

/// <summary>What an empty page says: what will appear here, and how to send something.</summary>
/// <param name="Text">Our own words.</param>
/// <param name="Form">A hosted form to try it with; null where the team file has none.</param>
internal sealed record EmptyState(string Text, Form? Form)
{
    public static EmptyState Of(string text, Team team) => new(text, team.Forms.Count == 0 ? null : team.Forms[0]);

    public HtmlString Element => new($"<div class=\"empty\"><p>{Encoded(Text)}</p><p>To send a request: {FormLink}post a mail to <code>/api/email</code> or a webhook to <code>/api/webhooks/</code> and the source's name.</p></div>");

    private string FormLink => Form is null ? "" : $"fill in the form <a href=\"/forms/{Uri.EscapeDataString(Form.Id)}\">{Encoded(Form.Title)}</a>, ";

    private static string Encoded(string text) => HtmlEncoder.Default.Encode(text);
}
