using System.Security.Cryptography;
using Router.Intake.Bodies;
using Router.Requests;

namespace Router.Intake.Forms;

/// <summary>Room on this machine's disk for the files of one post, until they are stored; gone with it, also when the process dies.</summary>
/// <param name="disk">Room is taken from it as bytes come.</param>
internal sealed class UploadRoom(ByteShare disk) : IDisposable
{
    private const int NameLength = 32;
    private readonly List<Stream> opened = [];

    public Stream Open()
    {
        try
        {
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                BufferSize = 0,
                Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
            };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            var path = Path.Combine(Path.GetTempPath(), $"router-upload-{RandomNumberGenerator.GetHexString(NameLength, lowercase: true)}");
            var stream = new RoomStream(new FileStream(path, options), disk);
            opened.Add(stream);

            // The name is not needed any more; without it nothing is left behind, whatever happens to this process.
            if (!OperatingSystem.IsWindows())
            {
                File.Delete(path);
            }

            return stream;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new NoRoomException(failure);
        }
    }

    public void Dispose()
    {
        foreach (var stream in opened)
        {
            stream.Dispose();
        }
    }

    /// <summary>A full disk is our fault and not the sender's: told apart from a body that breaks off.</summary>
    private sealed class RoomStream(FileStream file, ByteShare disk) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => true;

        public override long Length => file.Length;

        public override long Position
        {
            get => file.Position;
            set => file.Position = value;
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (!disk.TryTake(buffer.Length))
            {
                throw new BodyRefusedException(Problem.UploadsBusy());
            }

            try
            {
                await file.WriteAsync(buffer, cancellationToken);
            }
            catch (IOException failure)
            {
                throw new NoRoomException(failure);
            }
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => file.ReadAsync(buffer, cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => file.Read(buffer, offset, count);

        public override void Write(byte[] buffer, int offset, int count) => file.Write(buffer, offset, count);

        public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

        public override void SetLength(long value) => file.SetLength(value);

        public override void Flush() => file.Flush();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                file.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
