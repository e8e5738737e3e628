using System.Net;
using System.Text.Json;
using Router.Access;
using Router.Kit;
using Router.Operations;
using Router.Pages;
using Router.Triggers.Http;
using Router.Unit.Access;

namespace Router.Unit.Pages;

public sealed class PagesAccessTests
{
    private const string Behind = "--WEBSITE_AUTH_ENABLED=true";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("signed-out", null)]
    [InlineData("principal-invalid", "mallory")]
    [InlineData("tenant-unknown", "other tenant")]
    [InlineData("role-missing", "Router.Nothing")]
    [InlineData("role-insufficient", "Router.Reader")]
    public async Task Get_NotLetIn_403WithItsCode(string code, string? who)
    {
        await using var app = await PagesApp.StartAsync(AccessSamples.Team, Behind);
        SignIn(app, who);

        Assert.Equal((HttpStatusCode.Forbidden, code), await CodeAsync(app, "/subscribers"));
    }

    [Fact]
    public async Task Get_TeamFileGivesNobodyARole_403()
    {
        await using var app = await PagesApp.StartAsync(Behind);
        SignIn(app, "Router.Admin");

        Assert.Equal((HttpStatusCode.Forbidden, "roles-not-set-up"), await CodeAsync(app, "/team"));
    }

    [Fact]
    public async Task Get_WithoutARole_SaysWhomToAskAndOffersToSignOut()
    {
        await using var app = await PagesApp.StartAsync(AccessSamples.Team, Behind);
        SignIn(app, "Router.Nothing");

        var page = await PageAsync(app, "/team");

        Assert.Contains("Ask Casey Rivera (casey@example.com)", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/.auth/logout\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/requests\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_AccountOfAnotherTenant_LearnsNothingOfTheTeam()
    {
        await using var app = await PagesApp.StartAsync(AccessSamples.Team, Behind);
        SignIn(app, "other tenant");

        Assert.DoesNotContain("casey", await PageAsync(app, "/team"), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Get_SignedOut_LinksToTheSignInAndBack()
    {
        await using var app = await PagesApp.StartAsync(AccessSamples.Team, Behind);

        Assert.Contains("href=\"/.auth/login/aad?post_login_redirect_uri=%2Fteam\"", await PageAsync(app, "/team"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_Reader_SeesTheirPagesOnlyAndASignOut()
    {
        await using var app = await PagesApp.StartAsync(AccessSamples.Team, Behind);
        SignIn(app, "Router.Reader");

        var page = await PageAsync(app, "/team");

        Assert.Contains("Ada, reader", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/.auth/logout\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/requests\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/subscribers\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Try it", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Router.Admin", true)]
    [InlineData("Router.Reader", false)]
    public async Task Get_AfterTwentyWrongSecrets_AdminsAreTold(string role, bool expected)
    {
        await using var app = await PagesApp.StartAsync(AccessSamples.Team, Behind);
        for (var attempt = 0; attempt < RefusedInAnHour.BurstFrom; attempt++)
        {
            using var answer = await app.Client.PostAsync("/api/email", null, Cancelled);
        }

        SignIn(app, role);

        Assert.Equal(expected, (await PageAsync(app, "/team")).Contains("(burst)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Get_RoleThatDoesNotAllowIt_LoggedWithTheAccount()
    {
        await using var app = await PagesApp.StartAsync(AccessSamples.Team, Behind);
        SignIn(app, "Router.Reader");

        await PageAsync(app, "/audit");

        Assert.Contains($"Warning: Account {PrincipalHeader.Account} is signed in and asked for what its roles do not allow, open to Admin", app.Log.All);
        Assert.DoesNotContain(app.Log.All, line => line.Contains("Ada", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/requests/0123456789abcdef0123456789abcdef/close")]
    [InlineData("/outbox/a/b/send")]
    [InlineData("/model/back")]
    public async Task Post_TrailCannotBeWritten_NothingIsDone(string path)
    {
        await using var app = await PagesApp.StartAsync("--Pages:SignIn=Off");
        using var form = new FormUrlEncodedContent([new("model", "")]);

        using var answer = await app.Client.PostAsync(path, form, Cancelled);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
    }

    [Fact]
    public async Task Get_Local_NoSignOut()
    {
        await using var app = await PagesApp.StartAsync("--Pages:SignIn=Off");

        Assert.DoesNotContain(".auth", await PageAsync(app, "/team"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mallory")]
    [InlineData("other tenant")]
    public async Task Get_CustomersPageWithAPrincipalThatIsNotLetIn_Answers(string who)
    {
        await using var app = await PagesApp.StartAsync(AccessSamples.Team, Behind);
        SignIn(app, who);

        using var answer = await app.Client.GetAsync("/forms/support", Cancelled);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Post_LocalPerson_TriedFromThenOn()
    {
        await using var app = await PagesApp.StartAsync("--Pages:SignIn=Off");
        using var form = new FormUrlEncodedContent([new("role", "reader"), new("person", "casey")]);

        using var chosen = await app.Client.PostAsync("/team/local-person", form, Cancelled);
        app.Client.DefaultRequestHeaders.Add("Cookie", chosen.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);

        Assert.Equal(HttpStatusCode.SeeOther, chosen.StatusCode);
        Assert.Contains("Casey Rivera, reader", await PageAsync(app, "/team"), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Forbidden, "role-insufficient"), await CodeAsync(app, "/subscribers"));
    }

    [Fact]
    public async Task Post_LocalPersonBehindAppService_NotThere()
    {
        await using var app = await PagesApp.StartAsync(AccessSamples.Team, Behind);
        SignIn(app, "Router.Admin");
        using var form = new FormUrlEncodedContent([new("role", "admin")]);

        using var answer = await app.Client.PostAsync("/team/local-person", form, Cancelled);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Get_EndpointThatDoesNotSayWhomItIsOpenTo_NotThere()
    {
        await using var app = await PagesApp.StartAsync("--Pages:SignIn=Off");
        var pipeline = new ApplicationBuilder(app.Services);
        pipeline.UseRouting();
        pipeline.UsePageGuard();
        pipeline.UseEndpoints(endpoints =>
        {
            endpoints.MapGet("/forgotten", () => "secret");
            endpoints.MapGet("/service", [OpenTo(Audience.ServiceSecret)] () => "secret");
            endpoints.MapGet("/stated", [OpenTo(Audience.Public)] () => "public");
        });
        var ask = pipeline.Build();

        Assert.Equal(404, await StatusAsync(ask, app, "/forgotten"));
        Assert.Equal(403, await StatusAsync(ask, app, "/service"));
        Assert.Equal(404, await StatusAsync(ask, app, "/nowhere"));
        Assert.Equal(200, await StatusAsync(ask, app, "/stated"));
    }

    [Fact]
    public async Task Pass_FunctionThatDoesNotSayWhomItIsOpenTo_NotThere()
    {
        await using var app = await PagesApp.StartAsync("--Pages:SignIn=Off");
        var context = Context(app, "/x");
        var passed = 0;

        await app.Services.GetRequiredService<FrontDoor>().PassAsync(context, nameof(Router.Triggers.Queues.SendMail), () => Task.FromResult(passed++));
        await app.Services.GetRequiredService<FrontDoor>().PassAsync(Context(app, "/x"), nameof(ReceiveForm), () => Task.FromResult(passed++));

        Assert.Equal((404, 1), (context.Response.StatusCode, passed));
    }

    private static async Task<int> StatusAsync(RequestDelegate ask, PagesApp app, string path)
    {
        var context = Context(app, path);
        await ask(context);
        return context.Response.StatusCode;
    }

    private static DefaultHttpContext Context(PagesApp app, string path)
    {
        var context = new DefaultHttpContext { RequestServices = app.Services };
        context.Request.Method = "GET";
        context.Request.Path = path;
        context.Request.Host = new HostString("127.0.0.1");
        return context;
    }

    private static void SignIn(PagesApp app, string? who)
    {
        if (who is not null)
        {
            app.Client.DefaultRequestHeaders.Add(PrincipalHeader.Name, who switch
            {
                "mallory" => "mallory",
                "other tenant" => PrincipalHeader.Of([("tid", "7a1e2f60-0000-4000-8000-000000000002"), ("oid", PrincipalHeader.Account), ("roles", "Router.Admin")]),
                _ => PrincipalHeader.Of("Ada", who),
            });
        }
    }

    private static async Task<string> PageAsync(PagesApp app, string path)
    {
        using var answer = await app.Client.GetAsync(path, Cancelled);
        return await answer.Content.ReadAsStringAsync(Cancelled);
    }

    private static async Task<(HttpStatusCode Status, string? Code)> CodeAsync(PagesApp app, string path)
    {
        using var ask = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", "application/json" } } };
        using var answer = await app.Client.SendAsync(ask, Cancelled);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
        return (answer.StatusCode, problem.GetProperty("code").GetString());
    }
}
