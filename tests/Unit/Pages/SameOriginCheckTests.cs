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
    public void Allows_MethodSiteOrigin_AsExpected(string method, string? site, string? origin, bool expected)
    {
        var request = new DefaultHttpContext().Request;
        request.Method = method;
        request.Host = new HostString("here.example");
        if (site is not null)
        {
            request.Headers["Sec-Fetch-Site"] = site;
        }

        if (origin is not null)
        {
            request.Headers.Origin = origin;
        }

        Assert.Equal(expected, SameOriginCheck.Allows(request));
    }
}
