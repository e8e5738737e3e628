namespace Router.Triage.Model;

/// <summary>Copies the sentences of an issue: no headings, boxes to tick, comments, code or addresses; a short sign stands for what was left out. One pass, and never more characters than there were.</summary>
internal static class IssueProse
{
    private const string Fence = "```";

    /// <returns>How many characters were written.</returns>
    public static int Write(ReadOnlySpan<char> text, Span<char> prose)
    {
        var written = 0;
        var (inFence, inComment) = (false, false);
        foreach (var range in text.Split('\n'))
        {
            var line = text[range].Trim();
            if (line.StartsWith(Fence, StringComparison.Ordinal))
            {
                if (!inFence)
                    written = Put("xf\n", prose, written);
                inFence = !inFence && line[Fence.Length..].IndexOf(Fence, StringComparison.Ordinal) < 0;
            }
            else if (!inFence && (inComment || !IsLayout(line)))
            {
                (written, inComment) = WriteLine(line, prose, written, inComment);
            }
        }

        return written;
    }

    private static bool IsLayout(ReadOnlySpan<char> line) =>
        line.IsEmpty
        || line[0] == '#'
        || line.StartsWith("- [", StringComparison.Ordinal)
        || line.SequenceEqual("_No response_")
        || (line.StartsWith("**", StringComparison.Ordinal) && line.TrimEnd(':').EndsWith("**", StringComparison.Ordinal));

    private static (int Written, bool InComment) WriteLine(ReadOnlySpan<char> line, Span<char> prose, int written, bool inComment)
    {
        var before = written;
        for (var position = 0; position < line.Length;)
        {
            var rest = line[position..];
            if (inComment)
            {
                var end = rest.IndexOf("-->", StringComparison.Ordinal);
                if (end < 0)
                    break;
                (inComment, position) = (false, position + end + 3);
                continue;
            }

            var (sign, length) = LeftOut(rest);
            inComment = length == int.MaxValue;
            if (length == 0)
                prose[written++] = rest[0];
            else
                written = Put(sign, prose, written);
            position += inComment ? 4 : Math.Max(1, length);
        }

        return (written == before ? written : Put("\n", prose, written), inComment);
    }

    // What begins here and is no prose: its sign, never longer than it is, and its length. A comment may go on for lines.
    private static (string Sign, int Length) LeftOut(ReadOnlySpan<char> rest) => rest[0] switch
    {
        '<' when rest.StartsWith("<!--", StringComparison.Ordinal) => ("", int.MaxValue),
        '<' when rest.Length > 1 && (char.IsAsciiLetter(rest[1]) || rest[1] == '/') => (" ", LengthUntil(rest, '>')),
        '`' => ("xc ", LengthUntil(rest, '`')),
        '!' when rest.StartsWith("![", StringComparison.Ordinal) => ("xi ", LengthUntil(rest, ')')),
        'h' when rest.StartsWith("http://", StringComparison.Ordinal) || rest.StartsWith("https://", StringComparison.Ordinal) => ("xu ", LengthOfAddress(rest)),
        _ => ("", 0),
    };

    private static int LengthUntil(ReadOnlySpan<char> rest, char closing)
    {
        const int longest = 400;
        var end = rest[1..Math.Min(rest.Length, longest)].IndexOf(closing);
        return end < 1 ? 0 : end + 2;
    }

    private static int LengthOfAddress(ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOfAny(" )>\t");
        return end < 0 ? rest.Length : end;
    }

    private static int Put(ReadOnlySpan<char> text, Span<char> prose, int written)
    {
        text.CopyTo(prose[written..]);
        return written + text.Length;
    }
}
