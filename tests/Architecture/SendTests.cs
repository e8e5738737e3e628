using System.Text.RegularExpressions;

namespace Router.Architecture;

/// <summary>The app speaks to Service Bus through Azure's own client alone; no send goes without the broker's word for it, and each has its deadline.</summary>
public sealed partial class SendTests
{
    [Fact]
    public void Amqp_NoSourceOfTheApp_UsesIt() => Assert.Empty(
        from file in SourceTree.CSharp("functions")
        from line in SourceTree.Lines(file)
        where UsesAmqp().IsMatch(line)
        select $"{file}: {line}");

    [Theory]
    [InlineData("using Amqp;")]
    [InlineData("using Amqp.Framing;")]
    [InlineData("using static Amqp.Connection;")]
    [InlineData("using Link = Amqp.SenderLink;")]
    [InlineData("using Microsoft.Azure.Amqp;")]
    [InlineData("        var address = new Amqp.Address(text);")]
    [InlineData("        global::Amqp.Trace.TraceLevel = 0;")]
    public void Amqp_Used_WouldBeSeen(string line) => Assert.Matches(UsesAmqp(), line);

    [Theory]
    [InlineData("using Azure.Core.Amqp;")]
    [InlineData("    private const byte AmqpFrame = 0;")]
    [InlineData("        message.GetRawAmqpMessage().Body.TryGetData(out var data);")]
    public void Amqp_NotUsed_IsLetBe(string line) => Assert.DoesNotMatch(UsesAmqp(), line);

    [Fact]
    public void Amqp_TheAppsAssembly_ReferencesNone() => Assert.DoesNotContain(
        typeof(RouterBuilder).Assembly.GetReferencedAssemblies(), assembly => assembly.Name is "Amqp.Net" or "Microsoft.Azure.Amqp" or "AMQPNetLite");

    [Fact]
    public void Amqp_TheAppsProject_HasNoSuchPackage() => Assert.Empty(
        SourceTree.Lines("functions/Router.Functions.csproj").Where(line => line.Contains("PackageReference", StringComparison.Ordinal) && line.Contains("amqp", StringComparison.OrdinalIgnoreCase)));

    [Fact]
    public void Sends_OnlyWhereTheyHaveADeadline() => Assert.Equal(
        ["functions/Messaging/DeadLetters/ServiceBusDeadLetterBatch.cs", "functions/Messaging/ServiceBus/ServiceBusMessageSender.cs"],
        SourceTree.CSharp("functions").Where(file => Sends().IsMatch(SourceTree.Text(file))).Order(StringComparer.Ordinal));

    [Fact]
    public void Sends_WithoutAnAnswer_AreBannedSymbols() => Assert.Contains(
        "M:Amqp.SenderLink.Send(Amqp.Message,Amqp.OutcomeCallback,System.Object);", SourceTree.Text("infra/build/BannedSymbols.txt"), StringComparison.Ordinal);

    [Fact]
    public void Clients_AreMadeInOnePlace() => Assert.Equal(
        ["functions/Messaging/ServiceBus/ServiceBusNamespace.cs"],
        SourceTree.CSharp("functions").Where(file => SourceTree.Text(file).Contains("new ServiceBusClient(", StringComparison.Ordinal)));

    [GeneratedRegex(@"(?<![\w.])(global::)?(Microsoft\.Azure\.)?Amqp(\.|;)")]
    private static partial Regex UsesAmqp();

    [GeneratedRegex(@"\.(SendMessages?|ScheduleMessages?)Async\(")]
    private static partial Regex Sends();
}
