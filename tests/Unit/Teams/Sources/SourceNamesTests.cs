using Router.Teams.Sources;

namespace Router.Unit.Teams.Sources;

public sealed class SourceNamesTests
{
    private static readonly SourceNames Names = new(["Hmac", "GitHub"], ["GitHub", "Forms"]);

    [Theory]
    [InlineData("GitHub", null)]
    [InlineData("Hmac", "Forms")]
    public void Faults_KnownNames_None(string scheme, string? like) => Assert.Empty(Names.Faults(Source(scheme, like)));

    [Theory]
    [InlineData("Gitlab", null, "there is no scheme \"Gitlab\"; there are Hmac, GitHub.")]
    [InlineData("", null, "there is no scheme")]
    [InlineData("Hmac", "Hmac", "there is no ready mapping \"Hmac\"; there are GitHub, Forms.")]
    public void Faults_UnknownName_SaysWhatThereIs(string scheme, string? like, string expected)
    {
        var fault = Assert.Single(Names.Faults(Source(scheme, like)));

        Assert.StartsWith("Source \"shop\": ", fault, StringComparison.Ordinal);
        Assert.Contains(expected, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("github", "FORMS", "GitHub", "Forms")]
    [InlineData("unknown", "other", "unknown", "other")]
    public void Spelt_AnyCase_OurSpelling(string scheme, string like, string spelt, string speltLike)
    {
        var source = Names.Spelt(Source(scheme, like));

        Assert.Equal((spelt, speltLike), (source.Scheme, source.Mapping!.Like));
    }

    private static WebhookSource Source(string scheme, string? like) =>
        new("shop", scheme) { Mapping = like is null ? null : new MappingDeclaration { Like = like } };
}
