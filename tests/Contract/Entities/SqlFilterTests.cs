using Router.Broker.Filters;

namespace Router.Contract.Entities;

public sealed class SqlFilterTests
{
    private static readonly FilterableProperties Message = new(
        new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase) { ["Label"] = "bug: login", ["MessageId"] = "m1", ["To"] = null },
        new Dictionary<string, object?> { ["severity"] = 3, ["share"] = 0.5f, ["area"] = "pay", ["open"] = true, ["odd name"] = "it's", ["nothing"] = null, ["big"] = 5_000_000_000L });

    [Theory]
    [InlineData("1=1")]
    [InlineData("sys.Label = 'bug: login'")]
    [InlineData("SYS.label LIKE 'bug%'")]
    [InlineData("sys.Label LIKE '%lo_in'")]
    [InlineData("sys.Label NOT LIKE '%logout%'")]
    [InlineData("area LIKE 'p!ay' ESCAPE '!'")]
    [InlineData("severity = 3 AND user.severity >= 3 AND severity <= 3.0 AND severity <> 4 AND severity != 2")]
    [InlineData("big > 4999999999 AND share < 1 AND severity > -1")]
    [InlineData("open = TRUE")]
    [InlineData("area IN ('login', 'pay')")]
    [InlineData("severity NOT IN (1, 2)")]
    [InlineData("missing IS NULL AND nothing IS NULL AND sys.To IS NULL AND area IS NOT NULL")]
    [InlineData("EXISTS(area) AND NOT EXISTS(user.missing)")]
    [InlineData("[odd name] = 'it''s' AND \"odd name\" = 'it''s'")]
    [InlineData("area = 'no' OR area = 'pay' AND severity = 3")]
    [InlineData("NOT (area = 'no' OR severity = 4)")]
    [InlineData("missing = 1 OR area = 'pay'")]
    public void Matches_OfTrueCondition_LetsThrough(string expression) => Assert.True(SqlFilter.Parse(expression).Matches(Message));

    [Theory]
    [InlineData("1=0")]
    [InlineData("sys.Label = 'BUG: LOGIN'")]
    [InlineData("area = 3")]
    [InlineData("NOT area = 3")]
    [InlineData("missing = 1")]
    [InlineData("NOT missing = 1")]
    [InlineData("missing <> 1")]
    [InlineData("missing IN (1, 2)")]
    [InlineData("missing NOT IN (1, 2)")]
    [InlineData("severity NOT IN (1, NULL)")]
    [InlineData("nothing = NULL")]
    [InlineData("missing LIKE '%'")]
    [InlineData("severity LIKE '3'")]
    [InlineData("missing = 1 AND area = 'pay'")]
    [InlineData("(area = 'no' OR area = 'pay') AND severity = 4")]
    public void Matches_OfFalseOrUnknownCondition_DoesNot(string expression) => Assert.False(SqlFilter.Parse(expression).Matches(Message));

    [Theory]
    [InlineData("severity + 1 = 4", "+")]
    [InlineData("newid() = 1", "(")]
    [InlineData("@p = 1", "@")]
    [InlineData("sys.EnqueuedTimeUtc > 1", "EnqueuedTimeUtc")]
    [InlineData("app.x = 1", "app")]
    [InlineData("area = 'pay", "'")]
    [InlineData("area =", "the end")]
    [InlineData("area = 'pay' nonsense", "nonsense")]
    [InlineData("area LIKE severity", "severity")]
    [InlineData("area IN ()", ")")]
    [InlineData("area NOT = 1", "=")]
    [InlineData("", "the end")]
    public void Parse_OfWhatIsNotSupported_NamesIt(string expression, string named) =>
        Assert.Contains(named, Assert.Throws<FormatException>(() => SqlFilter.Parse(expression)).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_OfDeepNesting_IsRefused() =>
        Assert.Throws<FormatException>(() => SqlFilter.Parse(new string('(', 100_000) + "1=1" + new string(')', 100_000)));

    [Fact]
    public void Like_OfHostileText_StaysLinearInBoth()
    {
        var message = new FilterableProperties(new Dictionary<string, object?>(), new Dictionary<string, object?> { ["t"] = new string('a', 20_000) });
        Assert.False(SqlFilter.Parse($"t LIKE '{string.Concat(Enumerable.Repeat("%a", 50))}%b'").Matches(message));
    }
}
