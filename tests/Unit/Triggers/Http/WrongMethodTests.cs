using System.Net;
using System.Reflection;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Router.Triggers.Http;
using Router.Unit.Pages;

namespace Router.Unit.Triggers.Http;

public sealed class WrongMethodTests
{
    [Theory]
    [InlineData("GET", "/api/email", "POST")]
    [InlineData("PUT", "/api/email", "POST")]
    [InlineData("DELETE", "/api/email/notifications", "POST")]
    [InlineData("GET", "/api/email/lifecycle", "POST")]
    [InlineData("GET", "/api/webhooks/github", "POST")]
    [InlineData("PUT", "/api/forms/support", "GET, HEAD, OPTIONS, POST")]
    [InlineData("POST", "/api/forms/support/similar", "GET, HEAD")]
    [InlineData("PUT", "/", "GET, HEAD")]
    [InlineData("POST", "/board", "GET, HEAD")]
    [InlineData("DELETE", "/requests/0123456789abcdef0123456789abcdef", "GET, HEAD")]
    [InlineData("GET", "/dead-letters/replay", "POST")]
    [InlineData("PATCH", "/forms/support", "GET, HEAD, POST")]
    [InlineData("TRACE", "/board", "GET, HEAD")]
    [InlineData("PROPFIND", "/api/email", "POST")]
    public async Task Call_KnownPathWithAnotherMethod_405WithThoseItTakes(string method, string path, string allowed)
    {
        await using var app = await PagesApp.StartAsync("--Pages:SignIn=Off");

        var (answer, code) = await CallAsync(app, method, path);

        Assert.Equal((HttpStatusCode.MethodNotAllowed, "method-not-allowed", allowed), (answer.StatusCode, code, string.Join(", ", answer.Content.Headers.Allow)));
        Assert.Contains(app.Log.All, line => line.StartsWith("Information: Refused: method-not-allowed", StringComparison.Ordinal));
    }

    /// <summary>The host in front would answer any that is not named by itself, with 404.</summary>
    [Fact]
    public void ServePages_Methods_NoneNamed()
    {
        var trigger = typeof(ServePages).GetMethod(nameof(ServePages.RunAsync))!.GetParameters()[0].GetCustomAttribute<HttpTriggerAttribute>()!;

        Assert.Null(trigger.Methods);
    }

    [Theory]
    [InlineData("PUT", "/nothing")]
    [InlineData("GET", "/api/email/none")]
    [InlineData("DELETE", "/api/nothing")]
    [InlineData("OPTIONS", "/nothing/here.html")]
    public async Task Call_UnknownPath_404WhateverTheMethod(string method, string path)
    {
        await using var app = await PagesApp.StartAsync("--Pages:SignIn=Off");

        var (answer, code) = await CallAsync(app, method, path);

        Assert.Equal((HttpStatusCode.NotFound, "page-unknown"), (answer.StatusCode, code));
    }

    private static async Task<(HttpResponseMessage Answer, string? Code)> CallAsync(PagesApp app, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Headers = { Accept = { new("application/json") } } };
        var answer = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer, (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("code").GetString());
    }
}
