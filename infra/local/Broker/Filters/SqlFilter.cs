namespace Router.Broker.Filters;

/// <summary>
/// The service's filter expressions but for arithmetic and functions:
/// <c>sys.Label LIKE 'bug%' AND (severity &gt;= 3 OR area IN ('pay', @area)) AND muted IS NULL</c>.
/// </summary>
internal sealed class SqlFilter : IMessageFilter
{
    private readonly Func<FilterableProperties, bool?> condition;

    private SqlFilter(string expression, IReadOnlyDictionary<string, object>? parameters)
    {
        (Expression, Parameters) = (expression, parameters ?? new Dictionary<string, object>());
        condition = new SqlParser(expression, Parameters).Parse();
    }

    public string Expression { get; }

    public IReadOnlyDictionary<string, object> Parameters { get; }

    /// <summary>Throws <see cref="FormatException"/> with what is wrong or not supported.</summary>
    public static SqlFilter Parse(string expression, IReadOnlyDictionary<string, object>? parameters = null) => new(expression, parameters);

    // What has no answer lets nothing through.
    public bool Matches(FilterableProperties message) => condition(message) == true;
}
