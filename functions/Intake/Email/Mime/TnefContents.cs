using MimeKit;
using MimeKit.Tnef;

namespace Router.Intake.Email.Mime;

/// <summary>What stands in a winmail.dat, the wrapping in which Outlook sends "rich text": files, and at times the only words.</summary>
internal static class TnefContents
{
    // Its own packing of text can grow eightfold.
    private const int MaxBytes = 8_388_608;
    private const int MaxEntities = 100;

    /// <summary>Empty where it holds nothing that can be read; then the wrapping itself is the attachment.</summary>
    public static IReadOnlyList<MimeEntity> Read(TnefPart part)
    {
        if (part.Content is not { } content || content.Stream is null || content.Stream.Length > MaxBytes)
        {
            return [];
        }

        try
        {
            // Not disposed here: the parts live on, and hold nothing but memory.
            var message = part.ConvertToMessage();
            return [.. message.BodyParts.Take(MaxEntities).Where(entity => entity is not TextPart { IsAttachment: false, IsPlain: false, IsHtml: false })];
        }
        catch (Exception broken) when (broken is TnefException or FormatException or ArgumentException or InvalidOperationException or IOException or NotSupportedException or OverflowException or IndexOutOfRangeException)
        {
            // The parser library answers garbage with any of these.
            return [];
        }
    }
}
