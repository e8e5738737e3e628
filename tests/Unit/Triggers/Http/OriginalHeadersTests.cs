using Router.Triggers.Http;

namespace Router.Unit.Triggers.Http;

public sealed class OriginalHeadersTests
{
    private const string Genuine = """{"Accept":"a/b,c/d","Host":"router.example","X-ARR-LOG-ID":"8c1f","X-Forwarded-For":"203.0.113.9:4711"}""";

    private readonly DefaultHttpContext http = new();

    public OriginalHeadersTests()
    {
        http.Request.Headers.Accept = "a/b, c/d";
        http.Request.Headers.Host = "127.0.0.1:5000";
        http.Request.Headers["X-ARR-LOG-ID"] = "8c1f";
        http.Request.Headers["x-ms-invocation-id"] = "1";
        http.Request.Headers["X-Original-For"] = "127.0.0.1:6000";
    }

    [Fact]
    public void Of_WhatTheHostReceived_Found() => Assert.Equal("203.0.113.9:4711", Of(Genuine)!["x-forwarded-for"]);

    [Theory]
    [InlineData("?headers=1")]
    [InlineData("?Headers=%7B%7D")]
    public void Of_QueryTakesTheirPlace_Nothing(string query)
    {
        http.Request.QueryString = new QueryString(query);

        Assert.Null(Of(Genuine));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("no json")]
    [InlineData("[1]")]
    [InlineData("""{"X-Forwarded-For":"198.51.100.1"}""")]
    [InlineData("""{"Accept":"a/b,c/d","X-ARR-LOG-ID":"guessed","X-Forwarded-For":"198.51.100.1"}""")]
    [InlineData("""{"Accept":1,"X-ARR-LOG-ID":"8c1f"}""")]
    public void Of_BodyTakesTheirPlace_Nothing(string? invented) => Assert.Null(Of(invented));

    private IReadOnlyDictionary<string, string>? Of(string? headers) => OriginalHeaders.Of(new Dictionary<string, object?> { ["Headers"] = headers }, http.Request);
}
