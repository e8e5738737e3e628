using Microsoft.Extensions.Options;
using Router.Connectors.Zendesk;
using Router.Tickets;
using Router.Unit.Intake;

namespace Router.Unit.Connectors.Zendesk;

public sealed class ZendeskConnectorTests
{
    private const string Secret = "not-to-be-seen-0123456789";

    private static readonly Dictionary<string, string?> Complete = new()
    {
        ["Zendesk:zendesk:Subdomain"] = "acme",
        ["Zendesk:zendesk:Email"] = "router@own.example",
        ["Zendesk:zendesk:ApiToken"] = Secret,
    };

    [Fact]
    public void AddTo_NoSettings_Starts()
    {
        using var provider = Provider([]);

        provider.GetRequiredService<IStartupValidator>().Validate();
        Assert.False(provider.GetRequiredService<TicketDirectory>().HasAccess("zendesk"));
    }

    [Fact]
    public void AddTo_CompleteSettings_OnlyZendesksOwnAddress()
    {
        using var provider = Provider(Complete);

        provider.GetRequiredService<IStartupValidator>().Validate();
        var access = provider.GetRequiredService<IOptions<ZendeskOptions>>().Value.ById["zendesk"];
        Assert.Equal(("https://acme.zendesk.com/", false), (access.Url.AbsoluteUri, access.WantsNote));
        Assert.True(provider.GetRequiredService<TicketDirectory>().HasAccess("zendesk"));
    }

    [Theory]
    [InlineData("Subdomain", null, "__Subdomain")]
    [InlineData("Subdomain", "acme.zendesk.com", "__Subdomain")]
    [InlineData("Subdomain", "acme.evil.example/", "__Subdomain")]
    [InlineData("Subdomain", "evil.example#", "__Subdomain")]
    [InlineData("Subdomain", "user@evil", "__Subdomain")]
    [InlineData("Subdomain", "-acme", "__Subdomain")]
    [InlineData("Email", null, "__Email")]
    [InlineData("Email", "router", "__Email")]
    [InlineData("Email", "router:x@own.example", "__Email")]
    [InlineData("ApiToken", null, "__OAuthToken")]
    [InlineData("ApiToken", "with space", "token")]
    [InlineData("ApiToken", "line\r\nbreak", "token")]
    [InlineData("OAuthToken", Secret, "either")]
    [InlineData("InternalNote", "yes", "__InternalNote")]
    [InlineData("StandInUrl", "http://10.0.0.1/", "__StandInUrl")]
    [InlineData("StandInUrl", "https://evil.example/", "__StandInUrl")]
    [InlineData("StandInUrl", "http://127.0.0.1@evil.example/", "__StandInUrl")]
    public void AddTo_SettingAtFault_StartFailsAndNamesItWithoutItsSecret(string setting, string? value, string named)
    {
        using var provider = Provider(new Dictionary<string, string?>(Complete) { [$"Zendesk:zendesk:{setting}"] = value });

        var failure = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IStartupValidator>().Validate);

        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
        Assert.Contains("Zendesk__zendesk", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("github")]
    [InlineData("nobody")]
    public void AddTo_NoZendeskSource_StartFails(string source)
    {
        using var provider = Provider(Complete.ToDictionary(setting => setting.Key.Replace(":zendesk:", $":{source}:", StringComparison.Ordinal), setting => setting.Value));

        var failure = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IStartupValidator>().Validate);

        Assert.Contains($"no source \"{source}\" of the scheme Zendesk", failure.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Provider(Dictionary<string, string?> settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(settings.Where(setting => setting.Value is not null));
        builder.Services.AddSingleton(TestTeam.Team);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddTickets();
        new ZendeskConnector().AddTo(builder);
        return builder.Services.BuildServiceProvider();
    }
}
