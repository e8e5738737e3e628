using Router.FunctionsHost;
using Router.FunctionsHost.Definitions;

namespace Router.Unit.Host;

public sealed class HostJsonReaderTests
{
    [Fact]
    public void Read_Nothing_TheRealHostsDefaults()
    {
        var configuration = HostJsonReader.Read("{}");

        Assert.Equal("api", configuration.RoutePrefix);
        Assert.Equal(TimeSpan.FromMinutes(5), configuration.FunctionTimeout);
        Assert.Equal(16, configuration.MaxConcurrentCalls);
        Assert.Equal(0, configuration.PrefetchCount);
        Assert.Equal(TimeSpan.FromMinutes(5), configuration.MaxAutoLockRenewal);
    }

    [Fact]
    public void Read_TheAppsOwn_Read()
    {
        var configuration = HostJsonReader.Read("""
            {"functionTimeout":"-1","extensions":{"http":{"routePrefix":""},"serviceBus":{"maxConcurrentCalls":3,"prefetchCount":6,"maxAutoLockRenewalDuration":"00:01:00"}}}
            """);

        Assert.Equal("", configuration.RoutePrefix);
        Assert.Equal(Timeout.InfiniteTimeSpan, configuration.FunctionTimeout);
        Assert.Equal(3, configuration.MaxConcurrentCalls);
        Assert.Equal(6, configuration.PrefetchCount);
        Assert.Equal(TimeSpan.FromMinutes(1), configuration.MaxAutoLockRenewal);
    }

    [Theory]
    [InlineData("{", "JSON")]
    [InlineData("""{"customHandler":{}}""", "customHandler")]
    [InlineData("""{"functionTimeout":"soon"}""", "soon")]
    [InlineData("""{"extensions":{"serviceBus":{"autoCompleteMessages":false}}}""", "autoComplete")]
    public void Read_NotWhatTheHostCanRun_RefusedWithTheReason(string json, string reason) =>
        Assert.Contains(reason, Assert.Throws<HostException>(() => HostJsonReader.Read(json)).Message, StringComparison.Ordinal);
}
