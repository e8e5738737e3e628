using System.Buffers;

namespace Router.Triage.Model;

/// <summary>A message in the form that features are read from; its buffer goes back to the pool when it is disposed.</summary>
internal readonly ref struct FoldedMessage
{
    private readonly char[] buffer;
    private readonly int subjectLength;
    private readonly int length;
    private readonly int proseLength;

    /// <param name="asks">Leaves out the sentences that ask nothing; null keeps all.</param>
    public FoldedMessage(ReadOnlySpan<char> subject, ReadOnlySpan<char> body, FeatureSet set = FeatureSet.Mail, AskFilter? asks = null)
    {
        var most = subject.Length + body.Length + 1;
        buffer = ArrayPool<char>.Shared.Rent(set == FeatureSet.Issue ? (2 * most) + 1 : most);
        subjectLength = TextFolding.Fold(subject, buffer);
        buffer[subjectLength] = '\n';
        length = subjectLength + 1 + TextFolding.Fold(body, buffer.AsSpan(subjectLength + 1));
        if (asks is not null)
            length = subjectLength + 1 + asks.Keep(buffer.AsSpan(subjectLength + 1, length - subjectLength - 1));
        if (set == FeatureSet.Issue)
            proseLength = AddProse(body);
    }

    public ReadOnlySpan<char> Subject => buffer.AsSpan(0, subjectLength);

    public ReadOnlySpan<char> Body => buffer.AsSpan(subjectLength + 1, length - subjectLength - 1);

    /// <summary>The subject, a line end and the body.</summary>
    public ReadOnlySpan<char> All => buffer.AsSpan(0, length);

    /// <summary>The subject, a line end and the body's sentences, where the message is an issue.</summary>
    public ReadOnlySpan<char> Prose => buffer.AsSpan(length, proseLength);

    public void Dispose() => ArrayPool<char>.Shared.Return(buffer);

    private int AddProse(ReadOnlySpan<char> body)
    {
        buffer.AsSpan(0, subjectLength + 1).CopyTo(buffer.AsSpan(length));
        var room = buffer.AsSpan(length + subjectLength + 1);
        var prose = room[..IssueProse.Write(body, room)];
        // Folding reads each character before it writes in its place.
        return subjectLength + 1 + TextFolding.Fold(prose, prose);
    }
}
