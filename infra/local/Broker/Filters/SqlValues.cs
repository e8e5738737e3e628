namespace Router.Broker.Filters;

/// <summary>How values compare: null, and types that don't, give no answer, as in SQL.</summary>
internal static class SqlValues
{
    public static int? Compare(object? left, object? right) => (left, right) switch
    {
        (string one, string two) => string.CompareOrdinal(one, two),
        (bool one, bool two) => one.CompareTo(two),
        (DateTime one, DateTime two) => one.ToUniversalTime().CompareTo(two.ToUniversalTime()),
        (Guid one, Guid two) => one.CompareTo(two),
        _ when Whole(left) is { } one && Whole(right) is { } two => one.CompareTo(two),
        _ when Real(left) is { } one && Real(right) is { } two && !double.IsNaN(one) && !double.IsNaN(two) => one.CompareTo(two),
        _ => null,
    };

    /// <summary>% is any text, _ any character; no way through a hostile text takes longer than its length times the pattern's.</summary>
    public static bool IsLike(string text, string pattern, char? escape)
    {
        var parts = Parts(pattern, escape);
        // The last % can take one character more whenever what comes after it doesn't fit.
        var (at, part, star, mark) = (0, 0, -1, 0);
        while (at < text.Length)
        {
            if (part < parts.Count && parts[part] is { Any: true })
                (star, mark) = (part++, at);
            else if (part < parts.Count && (parts[part].One || parts[part].Letter == text[at]))
                (part, at) = (part + 1, at + 1);
            else if (star >= 0)
                (part, at) = (star + 1, ++mark);
            else
                return false;
        }

        while (part < parts.Count && parts[part].Any)
            part++;
        return part == parts.Count;
    }

    private static List<(bool Any, bool One, char Letter)> Parts(string pattern, char? escape)
    {
        var parts = new List<(bool, bool, char)>();
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == escape && i + 1 < pattern.Length)
                parts.Add((false, false, pattern[++i]));
            else
                parts.Add((pattern[i] == '%', pattern[i] == '_', pattern[i]));
        }

        return parts;
    }

    private static decimal? Whole(object? value) => value switch
    {
        byte number => number,
        sbyte number => number,
        short number => number,
        ushort number => number,
        int number => number,
        uint number => number,
        long number => number,
        ulong number => number,
        _ => null,
    };

    private static double? Real(object? value) => value switch
    {
        float number => number,
        double number => number,
        _ => (double?)Whole(value),
    };
}
