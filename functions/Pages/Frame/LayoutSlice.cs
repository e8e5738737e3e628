using RazorSlices;

namespace Router.Pages.Frame;

/// <summary>What the generator would write for Layout.cshtml, but internal.</summary>
internal sealed class LayoutSlice : IRazorSliceProxy<PageFrame>
{
    static RazorSlice<PageFrame> IRazorSliceProxy<PageFrame>.CreateSlice(PageFrame model) =>
        RazorSliceFactory.Create(model, static frame => new AspNetCoreGeneratedDocument.Pages_Frame_Layout { Model = frame });
}
