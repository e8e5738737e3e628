namespace Router.Pages.Guard;

/// <summary>Marks an endpoint as a page and says who may see it.</summary>
internal sealed class PageAccess
{
    private PageAccess()
    {
    }

    /// <summary>Signed-in people only.</summary>
    public static PageAccess Team { get; } = new();

    /// <summary>Everybody: customers' own views, forms, docs, assets and errors.</summary>
    public static PageAccess Everybody { get; } = new();
}
