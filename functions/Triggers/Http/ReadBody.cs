using Router.Requests;

namespace Router.Triggers.Http;

/// <summary>A body in memory, or why it is not. Its memory counts until it is disposed.</summary>
internal sealed class ReadBody(byte[] bytes, Problem? problem, IDisposable? memory) : IDisposable
{
    public byte[] Bytes { get; } = bytes;

    public Problem? Problem { get; } = problem;

    public void Dispose() => memory?.Dispose();
}
