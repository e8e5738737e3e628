using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Router.Operations;

namespace Router.Unit.Operations;

public sealed class SiteHostsTests
{
    private const string Public = "https://support.example.com";

    [Theory]
    [InlineData("support.example.com", true)]
    [InlineData("SUPPORT.example.com:443", true)]
    [InlineData("help.example.com", true)]
    [InlineData("help.example.com:8443", true)]
    [InlineData("evil.example", false)]
    [InlineData("support.example.com.evil.example", false)]
    [InlineData("evil.support.example.com", false)]
    [InlineData("support.example.com@evil.example", false)]
    [InlineData("support.example.com,evil.example", false)]
    [InlineData("localhost:7071", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("[::1]:7071", false)]
    [InlineData("app.azurewebsites.net", false)]
    [InlineData("169.254.1.2:8080", false)]
    [InlineData("", false)]
    public void Knows_PublicSite_ItsNameAndTheOthersOnly(string host, bool expected) =>
        Assert.Equal(expected, Hosts(Public, "other.example.com, help.example.com", azure: false).Knows(new HostString(host)));

    [Theory]
    [InlineData("127.0.0.1:7071", true)]
    [InlineData("localhost:1", true)]
    [InlineData("LOCALHOST", true)]
    [InlineData("[::1]:7071", true)]
    [InlineData("evil.example", false)]
    [InlineData("evil.example:7071", false)]
    [InlineData("localhost.evil.example", false)]
    [InlineData("127.0.0.1.evil.example", false)]
    [InlineData("127.0.0.2", false)]
    [InlineData("", false)]
    public void Knows_SiteOfThisMachine_ItsNamesByAnyPort(string host, bool expected)
    {
        Assert.Equal(expected, Hosts("http://127.0.0.1:7071", null, azure: false).Knows(new HostString(host)));
        Assert.Equal(expected, Hosts("http://localhost:7071", null, azure: false).Knows(new HostString(host)));
    }

    [Theory]
    [InlineData("app.azurewebsites.net", true)]
    [InlineData("169.254.1.2:8080", true)]
    [InlineData("127.0.0.1:80", true)]
    [InlineData("other.azurewebsites.net", false)]
    [InlineData("10.0.0.4", false)]
    [InlineData("evil.example", false)]
    public void Knows_InAzure_TheDefaultNameAndTheProbes(string host, bool expected) =>
        Assert.Equal(expected, Hosts(Public, null, azure: true).Knows(new HostString(host)));

    [Theory]
    [InlineData("xn--hlp-bma.example.com")]
    [InlineData("h\u00e9lp.example.com")]
    public void Knows_InternationalName_EitherWay(string host) =>
        Assert.True(Hosts("https://h\u00e9lp.example.com", null, azure: false).Knows(HostString.FromUriComponent(host)));

    [Theory]
    [InlineData(Public, "support.example.com", true)]
    [InlineData(Public, "other.example.com", false)]
    [InlineData("http://support.example.com", "support.example.com", false)]
    [InlineData("https://localhost", "localhost", false)]
    public void IsSecure_OnlyTheNameOfAnHttpsSite(string site, string host, bool expected) =>
        Assert.Equal(expected, Hosts(site, "other.example.com", azure: false).IsSecure(new HostString(host)));

    [Theory]
    [InlineData("help.example.com,127.0.0.1", true)]
    [InlineData("https://help.example.com", false)]
    [InlineData("help.example.com:8443", false)]
    [InlineData("help.example.com/x", false)]
    [InlineData("*", false)]
    [InlineData("*.example.com", false)]
    [InlineData("help.example.com other.example.com", false)]
    public void OtherHosts_NamesOnly(string names, bool expected)
    {
        var options = new SiteOptions { Url = Public, OtherHosts = names };

        Assert.Equal(expected, Validator.TryValidateObject(options, new ValidationContext(options), null, validateAllProperties: true));
        Assert.Equal(expected, new SiteOptionsValidator().Validate(null, options).Succeeded);
    }

    // A local host says where it listens.
    private static SiteHosts Hosts(string url, string? others, bool azure) => new(
        Options.Create(new SiteOptions { Url = url, OtherHosts = others }),
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["WEBSITE_HOSTNAME"] = azure ? "app.azurewebsites.net" : "localhost:7071",
            ["WEBSITE_INSTANCE_ID"] = azure ? "instance-1" : null,
        }).Build());
}
