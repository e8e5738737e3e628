namespace Router.Browser.Setup;

/// <summary>Finds files of the working copy; the tests run from artifacts/.</summary>
internal static class Repository
{
    private static readonly string Root = FindRoot();

    public static string File(string path, string remedy)
    {
        var file = Path.Combine(Root, path);
        return System.IO.File.Exists(file) ? file : throw new FileNotFoundException($"{file} is missing: {remedy}");
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "Router.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("Run the browser tests from within the working copy.");
    }
}
