using Microsoft.Extensions.Options;
using Router.Intake.Forms;

namespace Router.Intake.Bodies;

/// <summary>The disk that the files of all forms share while they are taken in: that of so many posts at their largest. One network may fill a quarter, but one post always.</summary>
internal sealed class UploadDisk(IOptions<FormsOptions> options)
    : ByteBudget(options.Value.MaxUploadsAtOnce * (long)options.Value.MaxUploadBytes, Math.Max(1, options.Value.MaxUploadsAtOnce / 4) * (long)options.Value.MaxUploadBytes);
