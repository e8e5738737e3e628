namespace Router.Kit;

/// <summary>Finds the files of this checkout from a test's build folder.</summary>
internal static class Checkout
{
    public static string Root { get; } = FindRoot();

    /// <summary>The folder below artifacts/bin that a project of this checkout was built into.</summary>
    public static string BuildOf(string project) => Path.Combine(Root, "artifacts", "bin", project, "debug");

    public static string FileOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Router.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests run from a build below the checkout.");
    }
}
