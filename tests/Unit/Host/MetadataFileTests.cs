using Router.FunctionsHost;
using Router.FunctionsHost.Definitions;
using Router.FunctionsHost.Protocol;
using Router.Unit.Host.Harness;

namespace Router.Unit.Host;

public sealed class MetadataFileTests
{
    [Fact]
    public void Read_WhatTheSdkWrote_EachFunctionWithItsBindingsAndRetry()
    {
        var functions = MetadataFile.Read(FakeApp.BuildOf("Router.FakeWorker")).ToDictionary(function => function.Name);

        Assert.Equal("Router.FakeWorker.TakeBytes.RunAsync", functions["TakeBytes"].EntryPoint);
        Assert.Contains("\"serviceBusTrigger\"", Assert.Single(functions["TakeBytes"].RawBindings), StringComparison.Ordinal);
        Assert.Equal(
            (2, RpcRetryOptions.Types.RetryStrategy.FixedDelay, TimeSpan.FromMilliseconds(10)),
            (functions["TickAgain"].RetryOptions.MaxRetryCount, functions["TickAgain"].RetryOptions.RetryStrategy, functions["TickAgain"].RetryOptions.DelayInterval.ToTimeSpan()));
    }

    [Fact]
    public void Read_NoFile_SaysWhich()
    {
        var folder = Directory.CreateTempSubdirectory("router-app");

        Assert.Contains("functions.metadata", Assert.Throws<HostException>(() => MetadataFile.Read(folder.FullName)).Message, StringComparison.Ordinal);

        folder.Delete();
    }
}
