namespace Router.Runner;

/// <summary>Where things are in this checkout; found from the folder that the runner was built into.</summary>
internal sealed class Checkout
{
    private readonly string builds;
    private readonly string configuration;

    private Checkout(string root)
    {
        Root = root;
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        configuration = own.Name;
        builds = Path.Combine(root, "artifacts", "bin");
    }

    public string Root { get; }

    public string DefaultSettings => Path.Combine(Root, "local.settings.json");

    public string SampleSettingsFile => Path.Combine(Root, "local.settings.sample.json");

    public string DefaultSamples => Path.Combine(Root, "tests", "Samples");

    public string AzuriteFolder => Path.Combine(Root, "infra", "local", "azurite");

    public string DefaultData => Path.Combine(Root, ".router");

    public static Checkout Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Router.sln")))
            {
                return new Checkout(folder.FullName);
            }
        }

        throw new RunnerException("The runner runs from a build below its checkout: start it with ./infra/run.sh.");
    }

    /// <summary>The folder that a project was built into, in the runner's own configuration.</summary>
    public string BuildOf(string project) => Path.Combine(builds, project, configuration);

    public string ProgramOf(string project, string program) =>
        Path.Combine(BuildOf(project), program) is var path && File.Exists(path)
            ? path
            : throw new RunnerException($"{path} has not been built: start with ./infra/run.sh, which builds it.");
}
