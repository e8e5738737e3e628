using Router.Triage.Model;

namespace Router.Triage;

/// <summary>The model that decides now. Another may take its place while requests are being read; each is read by one.</summary>
internal sealed class ModelInUse(TriageModel model)
{
    private const string Resource = "triage.model";

    private volatile TriageModel current = model;

    /// <summary>The one that was shipped with the program.</summary>
    public static TriageModel Shipped { get; } = ReadShipped();

    public TriageModel Current
    {
        get => current;
        set => current = value;
    }

    /// <param name="path">Of a model file; the shipped model where it is missing.</param>
    /// <exception cref="ModelFileException">It can't be read, or is of another version.</exception>
    public static TriageModel From(string? path) => string.IsNullOrEmpty(path) ? Shipped : ModelFile.Load(Path.Combine(AppContext.BaseDirectory, path));

    private static TriageModel ReadShipped()
    {
        using var stream = typeof(ModelInUse).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is not in the program.");
        return ModelFile.Read(stream);
    }
}
