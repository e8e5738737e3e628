using Microsoft.Extensions.Options;
using Router.Operations;
using Router.Pages.Guard;

namespace Router.Unit.Pages;

public sealed class SameOriginCheckTests
{
    [Theory]
    [InlineData("POST", "same-origin", "https://here.example", true)]
    [InlineData("POST", "none", null, true)]
    [InlineData("POST", null, null, true)]
    [InlineData("POST", null, "https://elsewhere.example", false)]
    [InlineData("POST", null, "https://here.example", true)]
    [InlineData("POST", null, "https://here.example:8443", false)]
    [InlineData("POST", null, "https://here.example.elsewhere.example", false)]
    [InlineData("POST", null, "app://here.example", false)]
    [InlineData("POST", null, "", false)]
    [InlineData("POST", null, "null", false)]
    [InlineData("POST", "cross-site", "https://elsewhere.example", false)]
    [InlineData("POST", "same-site", "https://sub.here.example", false)]
    [InlineData("POST", "SAME-ORIGIN, cross-site", null, false)]
    [InlineData("GET", "cross-site", null, true)]
    // Each header that is there has to agree with the others.
    [InlineData("POST", "same-origin", "https://elsewhere.example", false)]
    [InlineData("POST", "none", "https://elsewhere.example", false)]
    [InlineData("POST", "same-origin", "http://here.example", false)]
    [InlineData("POST", null, "http://here.example", false)]
    [InlineData("POST", "same-origin", "null", true)]
    public void Allows_MethodSiteOrigin_AsExpected(string method, string? site, string? origin, bool expected) =>
        Assert.Equal(expected, Check().Allows(Request(method, "here.example", site, origin)));

    [Theory]
    [InlineData("https://elsewhere.example/page", null, null, false)]
    [InlineData("https://here.example.elsewhere.example/", null, null, false)]
    [InlineData("https://here.example@elsewhere.example/", null, null, false)]
    [InlineData("http://here.example/requests", null, null, false)]
    [InlineData("here.example", null, null, false)]
    [InlineData("https://here.example/requests?x=1", null, null, true)]
    [InlineData("https://here.example", null, null, true)]
    [InlineData("", null, null, true)]
    [InlineData("https://elsewhere.example/page", null, "https://here.example", true)]
    [InlineData("https://elsewhere.example/page", "same-origin", null, true)]
    [InlineData("https://here.example/page", null, "https://elsewhere.example", false)]
    public void Allows_Referer_CountsWhereNothingElseSaysWhence(string page, string? site, string? origin, bool expected)
    {
        var request = Request("POST", "here.example", site, origin);
        request.Headers.Referer = page;

        Assert.Equal(expected, Check().Allows(request));
    }

    [Theory]
    [InlineData("https://here.example", "other.example", "https://other.example", true)]
    [InlineData("http://here.example", "other.example", "https://other.example", true)]
    [InlineData("https://here.example", "other.example", "http://other.example", false)]
    [InlineData("https://here.example", "other.example", "https://here.example", true)]
    [InlineData("https://here.example", "other.example", "http://here.example", false)]
    [InlineData("https://here.example", "127.0.0.1:7071", "http://127.0.0.1:7071", true)]
    [InlineData("https://here.example", "127.0.0.1:7071", "http://127.0.0.1:7072", false)]
    [InlineData("http://127.0.0.1:7071", "localhost:7071", "http://localhost:7071", true)]
    [InlineData("http://127.0.0.1:7071", "127.0.0.1:7071", "http://127.0.0.1:7072", false)]
    [InlineData("http://127.0.0.1:7071", "127.0.0.1:7071", "https://127.0.0.1:7071", false)]
    [InlineData("http://127.0.0.1:7071", "localhost:7071", "https://localhost:7071", false)]
    public void Allows_SchemeOfOrigin_TheSitesOrASecureOneOfAnotherHost(string url, string host, string origin, bool expected) =>
        Assert.Equal(expected, Check(url).Allows(Request("POST", host, null, origin)));

    private static SameOriginCheck Check(string url = "https://here.example") =>
        new(new SiteHosts(Options.Create(new SiteOptions { Url = url, OtherHosts = "other.example" }), new ConfigurationBuilder().Build()));

    private static HttpRequest Request(string method, string host, string? site, string? origin)
    {
        var request = new DefaultHttpContext().Request;
        request.Method = method;
        request.Host = new HostString(host);
        if (site is not null)
        {
            request.Headers["Sec-Fetch-Site"] = site;
        }

        if (origin is not null)
        {
            request.Headers.Origin = origin;
        }

        return request;
    }
}
