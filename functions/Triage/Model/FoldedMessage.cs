using System.Buffers;

namespace Router.Triage.Model;

/// <summary>A message in the form that features are read from; its buffer goes back to the pool when it is disposed.</summary>
internal readonly ref struct FoldedMessage
{
    private readonly char[] buffer;
    private readonly int subjectLength;
    private readonly int length;

    public FoldedMessage(ReadOnlySpan<char> subject, ReadOnlySpan<char> body)
    {
        buffer = ArrayPool<char>.Shared.Rent(subject.Length + body.Length + 1);
        subjectLength = TextFolding.Fold(subject, buffer);
        buffer[subjectLength] = '\n';
        length = subjectLength + 1 + TextFolding.Fold(body, buffer.AsSpan(subjectLength + 1));
    }

    public ReadOnlySpan<char> Subject => buffer.AsSpan(0, subjectLength);

    public ReadOnlySpan<char> Body => buffer.AsSpan(subjectLength + 1, length - subjectLength - 1);

    /// <summary>The subject, a line end and the body.</summary>
    public ReadOnlySpan<char> All => buffer.AsSpan(0, length);

    public void Dispose() => ArrayPool<char>.Shared.Return(buffer);
}
