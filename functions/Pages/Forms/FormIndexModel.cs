using Router.Pages.Frame;
using Router.Teams.Forms;

namespace Router.Pages.Forms;

internal sealed record FormIndexModel(IReadOnlyList<Form> Forms) : IPageModel
{
    public string Title => "Forms";

    public Section Section => Section.Customer;
}
