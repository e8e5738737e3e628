namespace Router.Pages.Frame;

/// <summary>A page that lists pages for customers.</summary>
/// <param name="Empty">What it says while there is none.</param>
internal sealed record ContentsModel(string Title, string Empty, IReadOnlyList<(string Path, string Text)> Links) : IPageModel
{
    public Section Section => Section.Customer;
}
