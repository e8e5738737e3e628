using System.Net;
using System.Net.Sockets;
using Router.Runner;

namespace Router.Unit.Runner;

public sealed class RunnerOptionsTests
{
    [Fact]
    public void Parse_Nothing_UpOnTheUsualPorts()
    {
        var options = RunnerOptions.Parse([]);

        Assert.Equal(("up", new Ports()), (options.Command, options.Ports));
    }

    [Fact]
    public void Parse_OptionsAnywhere_Read()
    {
        var options = RunnerOptions.Parse(["--port", "8000", "send", "--json", "webhook", "github", "--broker-http-port", "8001", "file.json"]);

        Assert.Equal("send", options.Command);
        Assert.Equal(["webhook", "github", "file.json"], options.Words);
        Assert.Equal(new Ports { Site = 8000, BrokerHttp = 8001 }, options.Ports);
        Assert.True(options.Json);
    }

    [Fact]
    public void Parse_Replay_ItsChoiceKeptApart()
    {
        var options = RunnerOptions.Parse(["replay", "--queue", "doing", "--json", "--all"]);

        Assert.Equal(["--queue", "doing", "--all"], options.Replayed);
        Assert.Equal(("replay", true), (options.Command, options.Json));
    }

    [Theory]
    [InlineData("classify")]
    [InlineData("broker")]
    public void Parse_OtherPrograms_GetEverythingAsItIs(string command)
    {
        var options = RunnerOptions.Parse([command, "--help", "--port", "x"]);

        Assert.Equal(command, options.Command);
        Assert.Equal(["--help", "--port", "x"], options.Words);
    }

    [Theory]
    [InlineData("--port")]
    [InlineData("--port", "70000")]
    [InlineData("--port", "0")]
    [InlineData("--prt", "7071")]
    public void Parse_WrongOption_Named(params string[] arguments) =>
        Assert.Contains(arguments[0], Assert.Throws<RunnerException>(() => RunnerOptions.Parse(arguments)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("extra", "demo", "extra")]
    [InlineData("--port", "demo", "--port", "8000")]
    [InlineData("--mailbox", "demo", "--mailbox", "mails")]
    [InlineData("extra", "up", "extra")]
    [InlineData("extra", "replay", "extra")]
    [InlineData("--all", "send", "email", "mail.eml", "--all")]
    [InlineData("--request", "--request", "0123")]
    [InlineData("--other", "secret", "Email__Secret", "--other", "a@example.com")]
    public void Parse_WhatHasNoEffect_Refused(string useless, params string[] arguments)
    {
        var refusal = Assert.Throws<RunnerException>(() => RunnerOptions.Parse(arguments));

        Assert.Equal(RunnerException.WrongUsage, refusal.ExitCode);
        Assert.Contains($"'{useless}'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_OptionsBeforeAnotherProgram_AreOurs()
    {
        var options = RunnerOptions.Parse(["--settings", "/tmp/my.json", "corrections", "--limit", "5"]);

        Assert.Equal(("corrections", "/tmp/my.json"), (options.Command, options.SettingsFile));
        Assert.Equal(["--limit", "5"], options.Words);
    }

    [Fact]
    public void DemandFree_PortTaken_NamesTheOption()
    {
        var ports = Ports.Free();
        ports.DemandFree();
        using var taken = new TcpListener(IPAddress.Loopback, ports.Table);
        taken.Start();

        Assert.Equal($"Port {ports.Table} is in use. Choose another with --table-port N, or end what listens there.", Assert.Throws<RunnerException>(ports.DemandFree).Message);
    }

    [Fact]
    public void DemandFree_PortGivenTwice_NamesBothOptions() =>
        Assert.Contains("--port and --broker-port", Assert.Throws<RunnerException>((Ports.Free() with { Site = 9, Broker = 9 }).DemandFree).Message, StringComparison.Ordinal);
}
