using System.Net;
using Router.Subscribers.Guard;

namespace Router.Unit.Subscribers.Guard;

/// <summary>Answers one question after the other; the last answer stands.</summary>
internal sealed class FakeResolver(params IReadOnlyList<IPAddress>[] answers) : IHostResolver
{
    public List<string> Asked { get; } = [];

    public Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        Asked.Add(host);
        return Task.FromResult(answers[Math.Min(Asked.Count, answers.Length) - 1]);
    }
}
