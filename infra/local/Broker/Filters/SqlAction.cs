namespace Router.Broker.Filters;

/// <summary>What a rule does to its copy of a message: <c>SET sys.Label = 'urgent'; SET area = @area; REMOVE muted</c>.</summary>
internal sealed class SqlAction
{
    private readonly IReadOnlyList<SqlEdit> edits;

    private SqlAction(string expression, IReadOnlyDictionary<string, object>? parameters)
    {
        (Expression, Parameters) = (expression, parameters ?? new Dictionary<string, object>());
        edits = new SqlParser(expression, Parameters).ParseAction();
    }

    public string Expression { get; }

    public IReadOnlyDictionary<string, object> Parameters { get; }

    /// <summary>Throws <see cref="FormatException"/> with what is wrong or not supported.</summary>
    public static SqlAction Parse(string expression, IReadOnlyDictionary<string, object>? parameters = null) => new(expression, parameters);

    /// <summary>What is changed, each edit seeing those before it; null removes.</summary>
    public FilterableProperties ChangesOf(FilterableProperties message)
    {
        var (system, application) = (Copy(message.System, StringComparer.OrdinalIgnoreCase), Copy(message.Application, StringComparer.Ordinal));
        var (systemChanges, applicationChanges) = (Copy(null, StringComparer.OrdinalIgnoreCase), Copy(null, StringComparer.Ordinal));
        foreach (var edit in edits)
        {
            var value = edit.Value?.Invoke(new FilterableProperties(system, application));
            var (current, changes) = edit.IsSystem ? (system, systemChanges) : (application, applicationChanges);
            current[edit.Name] = changes[edit.Name] = value;
            if (value is null)
                current.Remove(edit.Name);
        }

        return new FilterableProperties(systemChanges, applicationChanges);
    }

    private static Dictionary<string, object?> Copy(IReadOnlyDictionary<string, object?>? properties, StringComparer names) =>
        new(properties ?? new Dictionary<string, object?>(), names);
}
