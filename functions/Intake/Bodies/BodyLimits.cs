using Microsoft.Extensions.Options;

namespace Router.Intake.Bodies;

/// <summary>What one post may take while its body is read: memory, disk and time.</summary>
internal sealed class BodyLimits(BodyMemory memory, UploadDisk disk, SenderNetworks networks, IOptions<BodiesOptions> options, TimeProvider time)
{
    /// <param name="isProven">Headers have shown who sends, so that the sender answers to us and not only to its network's share.</param>
    public ByteShare OpenMemory(HttpContext context, bool isProven = false) => memory.Open(isProven ? null : networks.Of(context.Request));

    public ByteShare OpenDisk(HttpContext context) => disk.Open(networks.Of(context.Request));

    public BodyDeadline StartDeadline(HttpContext context) => new(TimeSpan.FromSeconds(options.Value.MaxSeconds), time, context.RequestAborted);
}
