using Router.Triage.Model;

namespace Router.Triage;

/// <summary>The model that decides now. Another may take its place while requests are being read; each is read by one.</summary>
/// <param name="model">The one to begin with: the shipped one, or the file that a setting names.</param>
/// <param name="isPinned">True where a setting names it: then nothing else takes its place.</param>
internal sealed class ModelInUse(TriageModel model, bool isPinned = false)
{
    private const string Resource = "triage.model";

    private volatile TriageModel current = model;

    /// <summary>The one that was shipped with the program.</summary>
    public static TriageModel Shipped { get; } = ReadShipped();

    /// <summary>The one that it began with.</summary>
    public TriageModel First { get; } = model;

    public bool IsPinned => isPinned;

    public TriageModel Current
    {
        get => current;
        set => current = isPinned ? current : value;
    }

    /// <param name="path">Of a model file; the shipped model where it is missing.</param>
    /// <exception cref="ModelFileException">It can't be read, or is of another version.</exception>
    public static ModelInUse From(string? path) => string.IsNullOrEmpty(path)
        ? new(Shipped)
        : new(ModelFile.Load(Path.Combine(AppContext.BaseDirectory, path)), isPinned: true);

    private static TriageModel ReadShipped()
    {
        using var stream = typeof(ModelInUse).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is not in the program.");
        return ModelFile.Read(stream);
    }
}
