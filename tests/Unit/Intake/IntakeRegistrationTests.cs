using Microsoft.Extensions.Options;
using Router.Connectors;
using Router.Intake;
using Router.Intake.Email;
using Router.Intake.Forms;
using Router.Intake.Webhooks;
using Router.Unit.Intake.Webhooks;

namespace Router.Unit.Intake;

public sealed class IntakeRegistrationTests
{
    private static readonly Dictionary<string, string?> Complete = new()
    {
        ["Email:Secret"] = "0123456789abcdef",
        ["Email:PreviousSecret"] = "",
        ["Sources:standard:Secret"] = Signing.StandardSecret,
        ["Sources:github:Secret"] = "0123456789abcdef",
        ["Sources:github:PreviousSecret"] = "fedcba9876543210",
        ["Sources:zendesk:Secret"] = "0123456789abcdef",
        ["Sources:typeform:Secret"] = "0123456789abcdef",
        ["Sources:slack:Secret"] = "0123456789abcdef",
        ["Sources:monday:Secret"] = "0123456789abcdef",
        ["Sources:forms:Secret"] = "0123456789abcdef",
        ["Site:Url"] = "https://support.example",
    };

    [Fact]
    public void AddIntake_CompleteSettings_StartsAndReads()
    {
        using var provider = Provider(Complete);

        provider.GetRequiredService<IStartupValidator>().Validate();
        Assert.NotNull(provider.GetRequiredService<EmailIntake>());
        Assert.NotNull(provider.GetRequiredService<FormIntake>());
        Assert.NotNull(provider.GetRequiredService<WebhookIntake>());
        Assert.Equal(26_214_400, provider.GetRequiredService<IOptions<EmailOptions>>().Value.MaxBytes);
        Assert.Equal(["0123456789abcdef", "fedcba9876543210"], provider.GetRequiredService<IOptions<SourcesOptions>>().Value.SecretsOf("github"));
    }

    [Theory]
    [InlineData("Email:Secret", null, "Email__Secret")]
    [InlineData("Email:Secret", "short", "Email__Secret")]
    [InlineData("Email:PreviousSecret", "short", "Email__PreviousSecret")]
    [InlineData("Email:MaxBytes", "0", "EmailOptions.MaxBytes")]
    [InlineData("Forms:MaxBytes", "0", "FormsOptions.MaxBytes")]
    [InlineData("Sources:github:Secret", null, "Sources__github__Secret")]
    [InlineData("Sources:zendesk:Secret", "", "Sources__zendesk__Secret")]
    [InlineData("Sources:typeform:Secret", "short", "Sources__typeform__Secret")]
    [InlineData("Sources:github:PreviousSecret", "short", "Sources__github__PreviousSecret")]
    [InlineData("Sources:standard:Secret", "0123456789abcdef", "Sources__standard__Secret")]
    [InlineData("Sources:slack:Secret", null, "Sources__slack__Secret")]
    [InlineData("Sources:forms:Secret", "0123456789abcdef\n", "Sources__forms__Secret")]
    [InlineData("Sources:github:Secret", "@Microsoft.KeyVault(SecretUri=https://vault.example/x)", "not resolved")]
    [InlineData("Site:Url", null, "Site__Url")]
    public void AddIntake_SettingAtFault_StartFailsAndNamesIt(string setting, string? value, string named)
    {
        using var provider = Provider(new Dictionary<string, string?>(Complete) { [setting] = value });

        var failure = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IStartupValidator>().Validate);

        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("0123456789abcdef", failure.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Provider(Dictionary<string, string?> settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(settings.Where(setting => setting.Value is not null));
        builder.Services.AddSingleton(TestTeam.Team);
        builder.Services.AddSingleton(ShippedConnectors.Schemes);
        builder.AddIntake();
        return builder.Services.BuildServiceProvider();
    }
}
