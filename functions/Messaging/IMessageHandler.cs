namespace Router.Messaging;

/// <summary>Handles one kind of message. Runs any number of times for the same message: it reads the receipts and does what is missing.</summary>
internal interface IMessageHandler
{
    /// <summary>The message's name, see <see cref="MessageNames"/>.</summary>
    string Message { get; }

    Task HandleAsync(MessageEnvelope envelope, CancellationToken cancellationToken);
}
