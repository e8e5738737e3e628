using Router.Kit;

namespace Router.Browser.Setup;

/// <summary>Finds files that a test needs, or says how to get them.</summary>
internal static class Repository
{
    public static string File(string path, string remedy)
    {
        var file = Checkout.FileOf(path);
        return System.IO.File.Exists(file) ? file : throw new FileNotFoundException($"{file} is missing: {remedy}");
    }
}
