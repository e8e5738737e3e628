using Microsoft.AspNetCore.Html;
using RazorSlices;
using Router.Access;
using Router.Operations;
using Router.Pages.Wording;
using Router.Requests;

namespace Router.Pages.Frame;

/// <summary>A page in the frame. Chips are made of our own words only, so they may be markup.</summary>
internal abstract class PageSlice<TModel> : RazorSlice<TModel>, IUsesLayout<LayoutSlice, PageFrame>
    where TModel : IPageModel
{
    public PageFrame LayoutModel => new(Model.Title, Model.Section, Model.Section == Section.Customer ? null : Person, HasBurst);

    protected SignedInPerson? Person => HttpContext?.Features.Get<SignedInPerson>();

    private bool HasBurst => May(Audience.Admin) && HttpContext?.RequestServices?.GetService<Refusals>()?.Counts.HasBurst == true;

    /// <summary>Whether to show a button; whoever presses it is asked again.</summary>
    protected bool May(Audience audience) => Person?.May(audience) == true;

    protected bool MayActOn(Request request) => Person?.MayActOn(request.ComponentId) == true;

    protected static HtmlString Chip(Request request) => Chips.Of(request);

    protected static HtmlString Chip(RequestKind kind) => Chips.Of(kind);

    protected static HtmlString Chip(Severity? severity) => Chips.Of(severity);

    protected static HtmlString Time(DateTimeOffset at) => TimeText.Element(at);
}
