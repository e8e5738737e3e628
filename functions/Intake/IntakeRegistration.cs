using Microsoft.Extensions.Options;
using Router.Intake.Bodies;
using Router.Intake.Email;
using Router.Intake.Forms;
using Router.Intake.Webhooks;
using Router.Teams;
using Router.Teams.Forms;

namespace Router.Intake;

internal static class IntakeRegistration
{
    internal static void AddIntake(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<EmailOptions>().BindConfiguration(EmailOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<EmailOptions>, EmailOptionsValidator>();
        services.AddOptions<FormsOptions>().BindConfiguration(FormsOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<FormsOptions>, FormsOptionsValidator>();
        services.AddOptions<SourcesOptions>().Configure<IConfiguration>(ReadSources).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SourcesOptions>, SourcesOptionsValidator>();

        services.AddSingleton(provider => new OwnMail(provider.GetRequiredService<IOptions<EmailOptions>>().Value, provider.GetRequiredService<Team>(), provider.GetService<IConfiguration>()?["Mailbox:Address"] ?? ""));
        services.AddSingleton<EmailIntake>();
        services.AddSingleton<MailQuotas>();
        services.AddOptions<BodiesOptions>().BindConfiguration(BodiesOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<BodiesOptions>, BodiesOptionsValidator>();
        services.AddSingleton<BodyMemory>();
        services.AddSingleton<UploadDisk>();
        services.AddSingleton<BodyLimits>();
        services.AddSingleton<SenderNetworks>();
        services.AddSingleton<FormCatalog>();
        services.AddSingleton<FormIntake>();
        services.AddSingleton<FormQuotas>();
        services.AddSingleton<FormRates>();
        services.AddSingleton<KeysInFlight>();
        services.AddOptions<WebhooksOptions>().BindConfiguration(WebhooksOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<WebhooksOptions>, WebhooksOptionsValidator>();
        services.AddSingleton<WebhookIntake>();
        services.AddSingleton<WebhookQuotas>();
    }

    // By hand, as each child of the section is a source id and not a property.
    private static void ReadSources(SourcesOptions options, IConfiguration configuration)
    {
        options.SiteUrl = configuration["Site:Url"];
        foreach (var source in configuration.GetSection(SourcesOptions.Section).GetChildren())
        {
            options.ById[source.Key] = new SourceSecrets(source[nameof(SourceSecrets.Secret)], source[nameof(SourceSecrets.PreviousSecret)]);
        }
    }
}
