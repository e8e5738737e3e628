using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Router.Requests;
using Router.Triage.SecondOpinions;

namespace Router.Unit.Triage.SecondOpinions;

/// <summary>A language model that answers as it is told, and keeps what it was asked.</summary>
internal sealed class ObedientModel(Func<string?> answer) : IChatClient
{
    public List<(IReadOnlyList<ChatMessage> Messages, ChatOptions? Options)> Asked { get; } = [];

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        Asked.Add(([.. messages], options));
        if (answer() is { } text)
        {
            return new ChatResponse(new ChatMessage(ChatRole.Assistant, text));
        }

        await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
        throw new InvalidOperationException("It never answers.");
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}

internal static class Asking
{
    public static readonly Probabilities AllPossible = new(0.4, 0.3, 0.3);

    /// <returns>The kind that is taken; null for none.</returns>
    public static async Task<RequestKind?> KindAsync(this LanguageModelOpinion opinion, InboundRequest request, Probabilities probabilities, CancellationToken cancellationToken) =>
        await opinion.AskAsync(request, probabilities, cancellationToken) is { IsTaken: true } given ? given.Said : null;

    public static InboundRequest Message(string subject, string text) =>
        new(Channel.Form, "support", "0123456789abcdef0123456789abcdef", subject, text, new Customer("kim@example.com", "Kim"));

    public static LanguageModelOpinion Of(IChatClient client, SecondOpinionOptions? options = null, TimeProvider? time = null) =>
        new(client, Options.Create(options ?? new SecondOpinionOptions()), time ?? TimeProvider.System, NullLogger<LanguageModelOpinion>.Instance);
}
