using Router.FunctionsHost;
using Router.Unit.Host.Harness;

namespace Router.Unit.Host;

public sealed class When_the_worker_cannot_start
{
    [Theory]
    [InlineData("fake-worker.dll", "fake-worker.dll does not exist: build the app first")]
    [InlineData("worker.config.json", "worker.config.json does not exist: build the app first")]
    [InlineData("host.json", "host.json does not exist: build the app first")]
    public async Task Should_say_what_to_build_when_a_file_is_missing(string file, string reason)
    {
        using var app = new FakeApp("AskProcess").Without(file);

        var refusal = await Assert.ThrowsAsync<HostException>(() => RunningHost.StartAsync(app));

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_say_which_setting_azure_needs()
    {
        using var app = new FakeApp("AskProcess").Setting("FUNCTIONS_WORKER_RUNTIME", "custom");

        var refusal = await Assert.ThrowsAsync<HostException>(() => RunningHost.StartAsync(app));

        Assert.Contains("FUNCTIONS_WORKER_RUNTIME must be 'dotnet-isolated'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_give_up_when_it_ends_each_time()
    {
        using var app = new FakeApp("AskProcess").Answering("start", "crash");

        var refusal = await Assert.ThrowsAsync<HostException>(() => RunningHost.StartAsync(app, maxRestarts: 1));

        Assert.Contains("crashed too often (last exit code 7)", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_say_which_function_it_cannot_run()
    {
        using var app = new FakeApp("Tick").Scheduled("Tick", "now and then");

        var refusal = await Assert.ThrowsAsync<HostException>(() => RunningHost.StartAsync(app));

        Assert.Contains("'now and then' is not an NCRONTAB schedule", refusal.Message, StringComparison.Ordinal);
    }
}
