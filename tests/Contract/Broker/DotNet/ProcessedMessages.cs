using System.Threading.Channels;
using Azure.Messaging.ServiceBus;

namespace Router.Contract.Broker.DotNet;

/// <summary>What a processor's handlers were given, in order.</summary>
internal sealed class ProcessedMessages
{
    private readonly Channel<string> handled = Channel.CreateUnbounded<string>();
    private readonly Channel<ProcessErrorEventArgs> errors = Channel.CreateUnbounded<ProcessErrorEventArgs>();

    public void Note(string what) => handled.Writer.TryWrite(what);

    public Task NoteAsync(ServiceBusReceivedMessage message)
    {
        Note(message.MessageId);
        return Task.CompletedTask;
    }

    public Task NoteAsync(ProcessErrorEventArgs error)
    {
        errors.Writer.TryWrite(error);
        return Task.CompletedTask;
    }

    public async Task<List<string>> NextAsync(int count)
    {
        using var patience = new CancellationTokenSource(ServiceBusNamespace.Patience);
        var noted = new List<string>();
        while (noted.Count < count)
            noted.Add(await handled.Reader.ReadAsync(patience.Token));
        return noted;
    }

    public async Task<ProcessErrorEventArgs> NextErrorAsync()
    {
        using var patience = new CancellationTokenSource(ServiceBusNamespace.Patience);
        return await errors.Reader.ReadAsync(patience.Token);
    }

    public bool HasError => errors.Reader.TryPeek(out _);
}
