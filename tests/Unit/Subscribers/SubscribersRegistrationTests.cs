using Microsoft.Extensions.Options;
using Router.Requests;
using Router.Subscribers;
using Router.Teams;

namespace Router.Unit.Subscribers;

public sealed class SubscribersRegistrationTests
{
    private static readonly Dictionary<string, string?> Complete = new()
    {
        ["Subscribers:crm:Secret"] = FactSamples.Secret,
        ["Subscribers:crm:PreviousSecret"] = "whsec_" + Convert.ToBase64String(new byte[32]),
        ["Subscribers:bi:Secret"] = FactSamples.Secret,
        ["Subscribers:bi:Url"] = "https://bi.example.com/facts",
        ["Subscribers:bi:Facts"] = "request.landed, request.resolved",
        ["Subscribers:bi:IncludeText"] = "true",
    };

    [Fact]
    public void AddSubscribers_TeamFileAndSettings_BothAreTold()
    {
        using var provider = Provider(Complete);
        provider.GetRequiredService<IStartupValidator>().Validate();

        var all = provider.GetRequiredService<SubscriptionList>().All;

        Assert.Equal(
            [("crm", "https://crm.example.com/in", false, 2, 9), ("bi", "https://bi.example.com/facts", true, 1, 2)],
            all.Select(each => (each.Id, each.Url.AbsoluteUri, each.IncludeText, each.Keys.Count, each.Facts.Count)));
        Assert.Equal([FactTypes.Landed, FactTypes.Resolved], all[1].Facts);
    }

    [Fact]
    public void AddSubscribers_UrlInTheSettings_RulesOverTheTeamFile()
    {
        using var provider = Provider(new(Complete) { ["Subscribers:crm:Url"] = "https://staging.example.com/in" });

        Assert.Equal("staging.example.com", provider.GetRequiredService<SubscriptionList>().Find("crm")!.Url.Host);
    }

    [Theory]
    [InlineData("Subscribers:crm:Secret", null, "Subscribers__crm__Secret")]
    [InlineData("Subscribers:crm:Secret", "", "Subscribers__crm__Secret")]
    [InlineData("Subscribers:crm:Secret", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "Subscribers__crm__Secret")]
    [InlineData("Subscribers:crm:PreviousSecret", "short", "Subscribers__crm__PreviousSecret")]
    [InlineData("Subscribers:bi:Url", null, "Subscribers__bi__Url is not set")]
    [InlineData("Subscribers:bi:Url", "http://bi.example.com/", "not https")]
    [InlineData("Subscribers:bi:Url", "https://169.254.169.254/", "link-local")]
    [InlineData("Subscribers:bi:Facts", "request.lost", "request.lost")]
    [InlineData("Subscribers:bi:IncludeText", "yes", "Subscribers__bi__IncludeText")]
    [InlineData("Subscribers:b i:Url", "https://bi.example.com/", "letters, digits and hyphens")]
    public void AddSubscribers_SettingAtFault_StartFailsAndNamesIt(string setting, string? value, string named)
    {
        using var provider = Provider(new(Complete) { [setting] = value });

        var failure = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IStartupValidator>().Validate);

        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("MfKQ9r8", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("instance-1", false)]
    public void AddSubscribers_LoopbackAllowed_OnlyOutsideOfAzure(string? instance, bool starts)
    {
        using var provider = Provider(new(Complete)
        {
            ["FactDelivery:AllowLoopback"] = "true",
            ["Subscribers:bi:Url"] = "http://127.0.0.1:9/in",
            ["WEBSITE_INSTANCE_ID"] = instance,
        });

        var failure = Record.Exception(provider.GetRequiredService<IStartupValidator>().Validate);

        Assert.Equal(starts, failure is null);
    }

    private static ServiceProvider Provider(Dictionary<string, string?> settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(settings.Where(setting => setting.Value is not null));
        builder.Services.AddSingleton(new Team { People = [], Components = [], Promise = "soon", Subscribers = [FactSamples.Subscriber("crm")] });
        builder.AddSubscribers();
        return builder.Services.BuildServiceProvider();
    }
}
