namespace Router.Intake.Email.Mime;

/// <summary>Numbers names that come again, as two files of one request share a folder. Upper and lower case are the same there for many readers.</summary>
internal sealed class DistinctNames
{
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    public string Next(string name)
    {
        var next = name;
        for (var number = 2; !_taken.Add(next); number++)
        {
            next = Numbered(name, number);
        }

        return next;
    }

    private static string Numbered(string name, int number)
    {
        var dot = name.LastIndexOf('.');
        var (stem, extension) = dot > 0 ? (name[..dot], name[dot..]) : (name, "");
        var suffix = $" ({number}){extension}";
        return OutsideText.Cut(stem, Math.Max(1, FileNames.MaxLength - suffix.Length)) + suffix;
    }
}
