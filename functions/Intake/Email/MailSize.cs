using MimeKit;

namespace Router.Intake.Email;

/// <summary>
/// Counts a mail's parts and header bytes before it is parsed and kept. A mail can hold millions of empty parts, each of which costs hundreds of
/// bytes, and the parser's time for one header grows with the square of its length: 26 MB of one took it 86 s.
/// </summary>
internal sealed class MailSize : MimeReader
{
    private const int MaxParts = 1_000;
    // Gmail's limit is 500 KB.
    private const int MaxHeaderBytes = 524_288;

    private readonly WatchedStream _stream;
    private int _parts;
    private long _headerBytes;
    private long _headersBegan = -1;

    private MailSize(ParserOptions options, WatchedStream stream)
        : base(options, stream)
    {
        _stream = stream;
        stream.BeforeRead = HoldHeaderLimit;
    }

    /// <exception cref="FormatException">The mail is over a limit, or no mail.</exception>
    public static void Check(ParserOptions options, byte[] body)
    {
        using var stream = new WatchedStream(body);
        new MailSize(options, stream).ReadMessage();
    }

    protected override void OnMimePartBegin(ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken) => CountPart();

    protected override void OnMultipartBegin(ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken) => CountPart();

    protected override void OnMessagePartBegin(ContentType contentType, long beginOffset, int beginLineNumber, CancellationToken cancellationToken) => CountPart();

    protected override void OnHeadersBegin(long beginOffset, int beginLineNumber, CancellationToken cancellationToken) => _headersBegan = beginOffset;

    protected override void OnHeadersEnd(long beginOffset, int beginLineNumber, long endOffset, int endLineNumber, CancellationToken cancellationToken)
    {
        _headerBytes += endOffset - beginOffset;
        _headersBegan = -1;
        HoldHeaderLimit();
    }

    // While a header is being read, what the reader has taken since it began belongs to it.
    private void HoldHeaderLimit()
    {
        var open = _headersBegan < 0 ? 0 : _stream.Position - _headersBegan;
        if (_headerBytes + open > MaxHeaderBytes)
        {
            throw new FormatException("The mail has more headers than any real one.");
        }
    }

    private void CountPart()
    {
        if (++_parts > MaxParts)
        {
            throw new FormatException("The mail has more parts than any real one.");
        }
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
