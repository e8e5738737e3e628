using Router.FunctionsHost;
using Router.FunctionsHost.Definitions;

namespace Router.Unit.Host;

public sealed class HostJsonReaderTests
{
    private const string Minimal = """{"customHandler":{"description":{"defaultExecutablePath":"router"},"enableForwardingHttpRequest":true}}""";

    [Fact]
    public void Read_Minimal_TheRealHostsDefaults()
    {
        var configuration = HostJsonReader.Read(Minimal);

        Assert.Equal("api", configuration.RoutePrefix);
        Assert.Equal(TimeSpan.FromMinutes(5), configuration.FunctionTimeout);
        Assert.Equal(16, configuration.MaxConcurrentCalls);
        Assert.Equal(TimeSpan.FromMinutes(5), configuration.MaxAutoLockRenewal);
        Assert.Equal("router", configuration.Handler.ExecutablePath);
    }

    [Fact]
    public void Read_TheAppsOwn_Read()
    {
        var configuration = HostJsonReader.Read("""
            {"functionTimeout":"-1","extensionBundle":{},"extensions":{"http":{"routePrefix":""},"serviceBus":{"maxConcurrentCalls":3,"maxAutoLockRenewalDuration":"00:01:00"}},
             "customHandler":{"description":{"defaultExecutablePath":"router","arguments":["--x"],"workingDirectory":"bin"},"enableForwardingHttpRequest":true}}
            """);

        Assert.Equal("", configuration.RoutePrefix);
        Assert.Equal(Timeout.InfiniteTimeSpan, configuration.FunctionTimeout);
        Assert.Equal(3, configuration.MaxConcurrentCalls);
        Assert.Equal(TimeSpan.FromMinutes(1), configuration.MaxAutoLockRenewal);
        Assert.True(configuration.HasExtensionBundle);
        Assert.Equal(["--x"], configuration.Handler.Arguments);
        Assert.Equal("bin", configuration.Handler.WorkingDirectory);
    }

    [Theory]
    [InlineData("{", "JSON")]
    [InlineData("{}", "customHandler")]
    [InlineData("""{"customHandler":{"description":{"defaultExecutablePath":"router"}}}""", "enableForwardingHttpRequest")]
    [InlineData("""{"functionTimeout":"soon","customHandler":{"description":{"defaultExecutablePath":"router"},"enableForwardingHttpRequest":true}}""", "soon")]
    [InlineData("""{"extensions":{"serviceBus":{"autoCompleteMessages":false}},"customHandler":{"description":{"defaultExecutablePath":"router"},"enableForwardingHttpRequest":true}}""", "autoComplete")]
    public void Read_NotWhatTheHostCanRun_RefusedWithTheReason(string json, string reason) =>
        Assert.Contains(reason, Assert.Throws<HostException>(() => HostJsonReader.Read(json)).Message, StringComparison.Ordinal);
}
