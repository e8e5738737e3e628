namespace Router.Intake;

/// <summary>A sender's file name as a name only: nothing in it can lead to another folder, stream or device.</summary>
internal static class FileNames
{
    public const int MaxLength = 128;
    private const int MaxExtensionLength = 16;

    // Windows opens the device, whatever the extension.
    private static readonly HashSet<string> Devices = new(
        ["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(0, 10).SelectMany(n => (string[])[$"COM{n}", $"LPT{n}"])], StringComparer.OrdinalIgnoreCase);

    /// <param name="number">Names the file where the sender's name leaves nothing.</param>
    public static string Clean(string? name, int number)
    {
        var line = OutsideText.Line(name, 4096);
        var start = line.LastIndexOfAny(['/', '\\', ':']) + 1;
        var kept = line[start..].Where(c => c is not ('<' or '>' or '"' or '|' or '?' or '*' or '%'));
        var clean = string.Concat(kept).Trim(' ', '.');
        if (clean.Length == 0)
        {
            return $"attachment-{number}";
        }

        return Shorten(Devices.Contains(clean.Split('.')[0].TrimEnd()) ? $"_{clean}" : clean);
    }

    private static string Shorten(string name)
    {
        if (name.Length <= MaxLength)
        {
            return name;
        }

        var dot = name.LastIndexOf('.');
        var extension = dot > 0 && name.Length - dot <= MaxExtensionLength ? name[dot..] : "";
        return OutsideText.Cut(name[..^extension.Length], MaxLength - extension.Length) + extension;
    }
}
