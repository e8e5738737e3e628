using System.Text.RegularExpressions;

namespace Router.Architecture;

/// <summary>No send goes without the broker's word for it: sent settled, or without a callback, a message can be lost and nobody hears of it.</summary>
public sealed partial class SendTests
{
    [Fact]
    public void Sends_OnlyByTheOneThatWaits() => Assert.Empty(
        from file in SourceTree.CSharp("functions")
        let text = SourceTree.Text(file)
        where text.Contains("using Amqp", StringComparison.Ordinal)
        from Match send in Unacknowledged().Matches(text)
        select $"{file}: {send.Value}");

    [Theory]
    [InlineData("link.Send(message, null, null);")]
    [InlineData("link.Send(message, (_, _, _) => { }, null);")]
    [InlineData("SndSettleMode = SenderSettleMode.Settled,")]
    [InlineData("SndSettleMode = SenderSettleMode.Mixed,")]
    public void Sends_Unacknowledged_WouldBeSeen(string code) => Assert.Matches(Unacknowledged(), code);

    [Fact]
    public void Sends_TheCallbackOnes_AreBannedSymbols() => Assert.Contains(
        "M:Amqp.SenderLink.Send(Amqp.Message,Amqp.OutcomeCallback,System.Object);", SourceTree.Text("infra/build/BannedSymbols.txt"), StringComparison.Ordinal);

    [Fact]
    public void SenderLinks_AttachOnlyWhereSendsAreAwaited() => Assert.Equal(
        ["functions/Messaging/DeadLetters/AmqpManagementLink.cs", "functions/Messaging/ServiceBus/CbsExchange.cs", "functions/Messaging/ServiceBus/QueueSender.cs"],
        SourceTree.CSharp("functions").Where(file => SourceTree.Text(file).Contains("new SenderLink(", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    [GeneratedRegex(@"\.Send\([^;]*;|SenderSettleMode\.(?!Unsettled)\w+")]
    private static partial Regex Unacknowledged();
}
