using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Transactions;
using Azure.Messaging.ServiceBus;

namespace Router.Contract.Broker.DotNet;

/// <summary>https://learn.microsoft.com/dotnet/api/azure.messaging.servicebus.servicebusclient</summary>
public sealed class ClientTests(ServiceBusNamespace space) : ServiceBusSuite(space), IClassFixture<ServiceBusNamespace>
{
    private const int ManyLinks = 300;

    private ServiceBusConnectionStringProperties Connection => ServiceBusConnectionStringProperties.Parse(Space.ConnectionString);

    [Fact]
    public async Task Client_OfConnectionString_SaysWhereItBelongs()
    {
        await using var client = new ServiceBusClient(Space.ConnectionString, new ServiceBusClientOptions { Identifier = "mine" });
        Assert.Equal((Connection.FullyQualifiedNamespace, "mine", ServiceBusTransportType.AmqpTcp, false), (client.FullyQualifiedNamespace, client.Identifier, client.TransportType, client.IsClosed));
    }

    [Fact]
    public void Client_OfNoConnectionString_IsRefused() => Assert.Throws<FormatException>(() => new ServiceBusClient("no connection string"));

    [Fact]
    public void Client_OfConnectionStringWithoutKey_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new ServiceBusClient("Endpoint=sb://localhost;SharedAccessKeyName=name;UseDevelopmentEmulator=true"));

    [Fact]
    public void Client_OfEmptyConnectionString_IsRefused() => Assert.Throws<ArgumentException>(() => new ServiceBusClient(""));

    [Fact]
    public async Task Client_WithWrongKey_IsUnauthorized()
    {
        var queue = await Space.QueueAsync();
        await using var client = new ServiceBusClient(With("SharedAccessKey=", "wrong"), ServiceBusNamespace.Options());
        await using var sender = client.CreateSender(queue);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => sender.SendMessageAsync(Message("never"), Cancel));
    }

    [Fact]
    public async Task Client_WithUnknownKeyName_IsUnauthorized()
    {
        var queue = await Space.QueueAsync();
        await using var client = new ServiceBusClient(With("SharedAccessKeyName=", "nobody"), ServiceBusNamespace.Options());
        await using var receiver = client.CreateReceiver(queue);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => receiver.ReceiveMessageAsync(ServiceBusNamespace.Moment, Cancel));
    }

    [Fact]
    public async Task Client_WithSignatureOfItsQueue_MaySend()
    {
        var queue = await Space.QueueAsync();
        await using var client = new ServiceBusClient(WithSignature(queue, TimeProvider.System.GetUtcNow().AddHours(1)), ServiceBusNamespace.Options());
        await using var sender = client.CreateSender(queue);
        await sender.SendMessageAsync(Message("one"), Cancel);
        await using var receiver = Client.CreateReceiver(queue);
        Assert.Equal("one", (await ReceiveAsync(receiver)).MessageId);
    }

    [Fact]
    public async Task Client_WithSignatureOfAnotherQueue_IsUnauthorized()
    {
        var (queue, other) = (await Space.QueueAsync(), await Space.QueueAsync());
        await using var client = new ServiceBusClient(WithSignature(other, TimeProvider.System.GetUtcNow().AddHours(1)), ServiceBusNamespace.Options());
        await using var sender = client.CreateSender(queue);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => sender.SendMessageAsync(Message("never"), Cancel));
    }

    [Fact]
    public async Task Client_WithExpiredSignature_IsUnauthorized()
    {
        var queue = await Space.QueueAsync();
        await using var client = new ServiceBusClient(WithSignature(queue, TimeProvider.System.GetUtcNow().AddHours(-1)), ServiceBusNamespace.Options());
        await using var sender = client.CreateSender(queue);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => sender.SendMessageAsync(Message("never"), Cancel));
    }

    [Fact]
    public async Task Client_Unreachable_HasACommunicationProblem()
    {
        // Port 1 of this machine: nobody listens there.
        await using var client = new ServiceBusClient(
            "Endpoint=sb://127.0.0.1:1;SharedAccessKeyName=name;SharedAccessKey=key;UseDevelopmentEmulator=true", ServiceBusNamespace.Options(TimeSpan.FromSeconds(2)));
        await using var sender = client.CreateSender("queue");
        await ExpectRefusedAsync(ServiceBusFailureReason.ServiceCommunicationProblem, () => sender.SendMessageAsync(Message("never"), Cancel));
    }

    [Fact]
    public async Task Dispose_OfClient_ClosesWhatItMade()
    {
        var queue = await Space.QueueAsync();
        var client = Space.NewClient();
        var sender = client.CreateSender(queue);
        await sender.SendMessageAsync(Message("one"), Cancel);
        await client.DisposeAsync();
        Assert.True(client.IsClosed);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => sender.SendMessageAsync(Message("two"), Cancel));
    }

    [Fact]
    public async Task CreateSender_OfDisposedClient_IsRefused()
    {
        var client = Space.NewClient();
        await client.DisposeAsync();
        Assert.Throws<ObjectDisposedException>(() => client.CreateSender("queue"));
        Assert.Throws<ObjectDisposedException>(() => client.CreateReceiver("queue"));
        Assert.Throws<ObjectDisposedException>(() => client.CreateProcessor("queue", new ServiceBusProcessorOptions()));
    }

    [Fact]
    public void CreateSender_WithoutName_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => Client.CreateSender(""));
        Assert.Throws<ArgumentNullException>(() => Client.CreateSender(null!));
    }

    [Fact]
    public async Task CreateSender_OfOtherEntityThanTheConnectionString_IsRefused()
    {
        await using var client = new ServiceBusClient($"{Space.ConnectionString};EntityPath=mine");
        Assert.Throws<ArgumentException>(() => client.CreateSender("other"));
        Assert.Equal("mine", client.CreateSender("mine").EntityPath);
    }

    [Fact]
    public async Task EntityNames_InOtherCase_AreTheSame()
    {
        var queue = await Space.QueueAsync();
        await SendAsync(queue.ToUpperInvariant(), "one");
        await using var receiver = Client.CreateReceiver(queue);
        Assert.Equal("one", (await ReceiveAsync(receiver)).MessageId);
    }

    [Fact]
    public async Task OneClient_WithManySenders_HoldsThemOnOneConnection()
    {
        var queue = await Space.QueueAsync();
        await using var client = Space.NewClient(TimeSpan.FromSeconds(30));
        var senders = Enumerable.Range(0, ManyLinks).Select(_ => client.CreateSender(queue)).ToArray();
        foreach (var sender in senders)
            await sender.SendMessageAsync(Message("x"), Cancel);
        await using var receiver = Client.CreateReceiver(queue, new ServiceBusReceiverOptions { ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete });
        Assert.Equal(ManyLinks, (await ReceiveAsync(receiver, ManyLinks)).Count);
    }

    [Fact]
    public async Task Client_OverWebSockets_IsRefused()
    {
        Assert.SkipUnless(Space.IsLocal, "The service has WebSockets.");
        var options = ServiceBusNamespace.Options(TimeSpan.FromSeconds(5));
        options.TransportType = ServiceBusTransportType.AmqpWebSockets;
        var queue = await Space.QueueAsync();
        await using var client = new ServiceBusClient(Space.ConnectionString, options);
        await using var sender = client.CreateSender(queue);
        var exception = await Assert.ThrowsAnyAsync<Exception>(() => sender.SendMessageAsync(Message("never"), Cancel));
        Assert.Contains("501", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendMessage_InTransaction_IsRefused()
    {
        Assert.SkipUnless(Space.IsLocal, "The service has transactions.");
        var queue = await Space.QueueAsync();
        await using var sender = Client.CreateSender(queue);
        using (new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
            await Assert.ThrowsAnyAsync<NotSupportedException>(() => sender.SendMessageAsync(Message("never"), Cancel));
        await using var receiver = Client.CreateReceiver(queue);
        Assert.Null(await receiver.PeekMessageAsync(0, Cancel));
    }

    private string With(string name, string value)
    {
        var parts = Space.ConnectionString.Split(';').Select(part => part.StartsWith(name, StringComparison.Ordinal) ? name + value : part);
        return string.Join(';', parts);
    }

    private string WithSignature(string queue, DateTimeOffset expires)
    {
        var connection = Connection;
        var audience = Uri.EscapeDataString($"amqp://{connection.FullyQualifiedNamespace}/{queue}");
        var expiry = expires.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(connection.SharedAccessKey), Encoding.UTF8.GetBytes($"{audience}\n{expiry}"));
        var token = $"SharedAccessSignature sr={audience}&sig={Uri.EscapeDataString(Convert.ToBase64String(signature))}&se={expiry}&skn={connection.SharedAccessKeyName}";
        var emulator = Space.ConnectionString.Contains("UseDevelopmentEmulator", StringComparison.Ordinal) ? ";UseDevelopmentEmulator=true" : "";
        return $"Endpoint={connection.Endpoint};SharedAccessSignature={token}{emulator}";
    }
}
