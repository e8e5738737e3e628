using Router.Operations;
using Router.Pages.Frame;
using Router.Pages.Wording;
using Router.Requests;
using Router.Teams.Forms;

namespace Router.Pages.Forms;

/// <summary>What a customer sees after sending a form: that it arrived, and where to look how far it has come.</summary>
internal sealed record ThanksPageModel(Form Form, Request Request, string Promise) : IPageModel
{
    public string Title => "Thank you, it is sent";

    public Section Section => Section.Customer;

    public string Number => Request.Id[..8];

    public string Subject => Words.Subject(Request.Subject);

    public string StatusPath => SiteAddress.StatusPathOf(Request);

    public string FormPath => $"/forms/{Uri.EscapeDataString(Form.Id)}";
}
