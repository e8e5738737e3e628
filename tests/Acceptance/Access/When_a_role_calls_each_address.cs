using System.Net;
using System.Text.Json.Nodes;
using Router.Kit;

namespace Router.Acceptance.Access;

/// <summary>Every address × method × caller, as the documentation's table says.</summary>
public sealed class When_a_role_calls_each_address(RolesFixture fixture) : IClassFixture<RolesFixture>
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    private static readonly string[] Roles = ["reader", "owner", "agent", "admin"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Callers => [.. AccessTable.Callers];

    public static TheoryData<string> Addresses => [.. AccessTable.Rows.Select(row => row.Address).Distinct()];

    [Theory]
    [MemberData(nameof(Callers))]
    public async Task Should_let_in_whom_the_table_lets_in_and_nobody_else(string caller)
    {
        var wrong = new List<string>();
        foreach (var row in AccessTable.Rows)
        {
            var answer = await CallAsync(row.Method, Path(row.Address, caller, fixture.Others), caller);
            // "own" is no for the other owner's request.
            var isRight = row.Cells[caller] == "yes" ? IsLetIn(answer) : IsRefused(answer, row, caller);
            if (!isRight)
            {
                wrong.Add($"{row.Method} {row.Address}: {row.Cells[caller]}, but {answer}");
            }
        }

        Assert.Empty(wrong);
        Assert.True(AccessTable.Rows.Count > 30);
    }

    [Fact]
    public async Task Should_let_an_owner_act_on_their_own_component()
    {
        var own = AccessTable.Rows.Where(row => row.Cells["owner"] == "own").ToList();

        Assert.NotEmpty(own);
        foreach (var row in own)
        {
            Assert.True(IsLetIn(await CallAsync(row.Method, Path(row.Address, "owner", fixture.Own), "owner")), row.Address);
        }
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Should_find_nothing_by_another_method(string address)
    {
        var known = AccessTable.Rows.Where(row => row.Address == address).Select(row => row.Method).ToList();
        foreach (var method in Methods.Except(known))
        {
            var (status, _) = await CallAsync(method, Path(address, "token", fixture.Others), "admin");

            // The host itself answers its own root without a word.
            Assert.True(status is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed || (address == "/" && status == HttpStatusCode.NoContent), $"{method} {address}: {status}");
        }
    }

    [Theory]
    [InlineData("anonymous", "/forgotten")]
    [InlineData("admin", "/forgotten")]
    [InlineData("admin", "/board/forgotten")]
    [InlineData("admin", "/requests/{id}/forgotten")]
    public async Task Should_find_nothing_where_nothing_is_stated(string caller, string address) =>
        Assert.Equal((HttpStatusCode.NotFound, "page-unknown"), await CallAsync("GET", Path(address, caller, fixture.Own), caller));

    [Fact]
    public async Task Should_show_a_reader_no_button_and_an_agent_each()
    {
        var path = $"/requests/{fixture.Own.Id}";

        Assert.DoesNotContain("<button", await PageAsync(path, "reader"), StringComparison.Ordinal);
        Assert.Contains("/correction\"", await PageAsync(path, "agent"), StringComparison.Ordinal);
        Assert.Contains("/correction\"", await PageAsync(path, "owner"), StringComparison.Ordinal);
        Assert.DoesNotContain("<button", await PageAsync($"/requests/{fixture.Others.Id}", "owner"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-MS-CLIENT-PRINCIPAL-NAME", "mallory@example.com", "signed-out")]
    [InlineData("X-MS-CLIENT-PRINCIPAL", "mallory", "principal-invalid")]
    [InlineData("X-MS-CLIENT-PRINCIPAL", "e30=", "principal-invalid")]
    public async Task Should_not_believe_a_header_that_anybody_could_write(string header, string value, string code)
    {
        using var ask = new HttpRequestMessage(HttpMethod.Get, "/requests") { Headers = { { "Accept", "application/json" }, { header, value } } };

        Assert.Equal((HttpStatusCode.Forbidden, code), await AnswerAsync(ask));
    }

    // Which other site's script may post a form is the form's to say.
    private static bool IsLetIn((HttpStatusCode Status, string? Code) answer) =>
        answer.Code == "cross-site-request" || answer is { Status: not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.MethodNotAllowed) } && (int)answer.Status < 500;

    private static bool IsRefused((HttpStatusCode Status, string? Code) answer, AccessRow row, string caller) => row.Cells switch
    {
        _ when row.Cells["service"] == "yes" => answer is (HttpStatusCode.Unauthorized, "signature-missing"),
        // An address that is not the customer's own shows nothing.
        _ when row.Cells["token"] == "yes" => answer is (HttpStatusCode.NotFound, "page-unknown"),
        _ when row.Cells[caller] == "own" => answer is (HttpStatusCode.Forbidden, "component-not-yours"),
        _ => answer == (HttpStatusCode.Forbidden, Roles.Contains(caller) ? "role-insufficient" : "signed-out"),
    };

    private static string Path(string address, string caller, AskedFor request) => address
        .Replace("{id}", request.Id, StringComparison.Ordinal)
        .Replace("{token}", caller == "token" ? request.Token : "0123456789abcdef", StringComparison.Ordinal)
        .Replace("{form}", "support", StringComparison.Ordinal)
        .Replace("{slug}", "accounts", StringComparison.Ordinal)
        .Replace("/{kind?}", "", StringComparison.Ordinal)
        .Replace("{source}", "microsoftforms", StringComparison.Ordinal)
        .Replace("{partition}", request.Id, StringComparison.Ordinal)
        .Replace("{key}", "none", StringComparison.Ordinal)
        .Replace("{subscriber}", "none", StringComparison.Ordinal)
        .Replace("{mail}", "none", StringComparison.Ordinal)
        .Replace("{index:int}", "0", StringComparison.Ordinal);

    private Task<(HttpStatusCode Status, string? Code)> CallAsync(string method, string path, string caller)
    {
        var ask = new HttpRequestMessage(new HttpMethod(method), path) { Headers = { { "Accept", "application/json" } } };
        if (method == "POST")
        {
            ask.Content = path.StartsWith("/api", StringComparison.Ordinal) ? new StringContent("{}", null, "application/json") : new FormUrlEncodedContent([]);
        }

        if (Roles.Contains(caller))
        {
            ask.Headers.Add(PrincipalHeader.Name, RolesFixture.PrincipalOf(caller));
        }
        else if (caller == "service")
        {
            ask.Headers.Add("Authorization", $"Bearer {AppRoot.Secret}");
            ask.Headers.Add("X-Router-Secret", AppRoot.Secret);
        }

        return AnswerAsync(ask);
    }

    private async Task<(HttpStatusCode Status, string? Code)> AnswerAsync(HttpRequestMessage ask)
    {
        using (ask)
        {
            using var answer = await fixture.Client.SendAsync(ask, Token);
            var isProblem = answer.Content.Headers.ContentType?.MediaType == "application/problem+json";
            return (answer.StatusCode, isProblem ? (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Token))!["code"] : null);
        }
    }

    private async Task<string> PageAsync(string path, string role)
    {
        using var ask = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { PrincipalHeader.Name, RolesFixture.PrincipalOf(role) } } };
        using var answer = await fixture.Client.SendAsync(ask, Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Token);
    }
}
