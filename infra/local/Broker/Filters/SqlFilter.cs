namespace Router.Broker.Filters;

/// <summary>
/// The service's filter expressions but for arithmetic, functions and parameters:
/// <c>sys.Label LIKE 'bug%' AND (severity &gt;= 3 OR area IN ('pay', 'login')) AND muted IS NULL</c>.
/// </summary>
internal sealed class SqlFilter : IMessageFilter
{
    private readonly Func<FilterableProperties, bool?> condition;

    private SqlFilter(Func<FilterableProperties, bool?> condition) => this.condition = condition;

    /// <summary>Throws <see cref="FormatException"/> with what is wrong or not supported.</summary>
    public static SqlFilter Parse(string expression) => new(new SqlParser(expression).Parse());

    // What has no answer lets nothing through.
    public bool Matches(FilterableProperties message) => condition(message) == true;
}
