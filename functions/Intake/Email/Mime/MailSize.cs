using MimeKit;
using Router.Requests;

namespace Router.Intake.Email.Mime;

/// <summary>
/// Counts a mail's parts and header bytes before it is parsed and kept. A mail can hold millions of empty parts, each of which costs hundreds of
/// bytes, and the parser's time for one header grows with the square of its length: 26 MB of one took it 86 s.
/// </summary>
internal sealed class MailSize : MimeReader
{
    /// <summary>Levels of multiparts and of mails in mails.</summary>
    public const int MaxDepth = 24;

    private const int MaxParts = 1_000;

    // Gmail's limit is 500 KB.
    private const int MaxHeaderBytes = 524_288;

    // The parser joins a folded header line by line: 130,000 lines of one took it 2 GB of allocations.
    private const int MaxHeaderLines = 20_000;

    private readonly WatchedStream _stream;
    private int _parts;
    private int _depth;
    private long _headerBytes;
    private long _headerLines;
    private long _headersBegan = -1;

    private MailSize(ParserOptions options, WatchedStream stream)
        : base(options, stream)
    {
        _stream = stream;
        stream.BeforeRead = HoldHeaderLimit;
    }

    /// <returns>The limit that the mail is over; null for none.</returns>
    /// <exception cref="FormatException">It is no mail.</exception>
    public static Problem? Check(ParserOptions options, byte[] body)
    {
        using var stream = new WatchedStream(body);
        try
        {
            new MailSize(options, stream).ReadMessage();
            return null;
        }
        catch (OverLimitException over)
        {
            return over.Problem;
        }
    }

    protected override void OnMimePartBegin(ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken) => CountPart();

    protected override void OnMultipartBegin(ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken) => Descend();

    protected override void OnMessagePartBegin(ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken) => Descend();

    protected override void OnMultipartEnd(ContentType contentType, long beginOffset, int beginLineNumber, long headersEndOffset, long endOffset, int lines, CancellationToken cancellationToken) => _depth--;

    protected override void OnMessagePartEnd(ContentType contentType, long beginOffset, int beginLineNumber, long headersEndOffset, long endOffset, int lines, CancellationToken cancellationToken) => _depth--;

    protected override void OnHeadersBegin(long beginOffset, int beginLineNumber, CancellationToken cancellationToken) => _headersBegan = beginOffset;

    protected override void OnHeadersEnd(long beginOffset, int beginLineNumber, long endOffset, int endLineNumber, CancellationToken cancellationToken)
    {
        _headerBytes += endOffset - beginOffset;
        _headerLines += endLineNumber - beginLineNumber;
        _headersBegan = -1;
        HoldHeaderLimit();
    }

    // While a header is being read, what the reader has taken since it began belongs to it.
    private void HoldHeaderLimit()
    {
        var open = _headersBegan < 0 ? 0 : _stream.Position - _headersBegan;
        if (_headerBytes + open > MaxHeaderBytes || _headerLines > MaxHeaderLines)
        {
            throw new OverLimitException(Problem.MailHeadersTooLarge(MaxHeaderBytes, MaxHeaderLines));
        }
    }

    private void CountPart()
    {
        if (++_parts > MaxParts)
        {
            throw new OverLimitException(Problem.MailTooManyParts(MaxParts));
        }
    }

    private void Descend()
    {
        CountPart();
        if (++_depth > MaxDepth)
        {
            throw new OverLimitException(Problem.MailTooDeep(MaxDepth));
        }
    }

    // The reader calls us and can be left no other way.
    private sealed class OverLimitException(Problem problem) : Exception(problem.Detail)
    {
        public Problem Problem { get; } = problem;
    }

    private sealed class WatchedStream(byte[] body) : MemoryStream(body, writable: false)
    {
        public Action? BeforeRead { get; set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            BeforeRead?.Invoke();
            return base.Read(buffer, offset, count);
        }

        public override int Read(Span<byte> buffer)
        {
            BeforeRead?.Invoke();
            return base.Read(buffer);
        }
    }
}
