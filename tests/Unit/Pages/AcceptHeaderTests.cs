using Router.Pages.Frame;

namespace Router.Unit.Pages;

public sealed class AcceptHeaderTests
{
    [Theory]
    [InlineData(null, false)]
    [InlineData("*/*", false)]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", false)]
    [InlineData("application/json", true)]
    [InlineData("application/problem+json", true)]
    [InlineData("Application/JSON; q=0.5, text/html;q=0.4", true)]
    [InlineData("application/json;q=0.5, text/html", false)]
    [InlineData("application/json;q=0", false)]
    [InlineData("not a media type", false)]
    public void PrefersJson_Accept_AsExpected(string? accept, bool expected)
    {
        var request = new DefaultHttpContext().Request;
        if (accept is not null)
        {
            request.Headers.Accept = accept;
        }

        Assert.Equal(expected, AcceptHeader.PrefersJson(request));
    }
}
