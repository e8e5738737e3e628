using System.Net;
using Router.Unit.Host.Harness;

namespace Router.Unit.Host;

public sealed class When_no_route_matches : IDisposable
{
    private readonly FakeApp app = new("Numbered", "Tick");

    [Theory]
    [InlineData("GET", "/nowhere", HttpStatusCode.NotFound)]
    [InlineData("GET", "/only/5", HttpStatusCode.NotFound)]
    [InlineData("POST", "/Tick", HttpStatusCode.NotFound)]
    [InlineData("GET", "/admin/functions/Tick", HttpStatusCode.NotFound)]
    [InlineData("GET", "/", HttpStatusCode.NoContent)]
    public async Task Should_answer_as_azure_does(string method, string path, HttpStatusCode expected)
    {
        await using var host = await RunningHost.StartAsync(app);
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));

        using var response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(expected, response.StatusCode);
    }

    public void Dispose() => app.Dispose();
}
