using System.Text;

namespace Router.Intake.Email.Senders;

/// <summary>Reads a structured header piece by piece; comments and white space may stand around each (CFWS: RFC 5322, section 3.2.2).</summary>
internal sealed class HeaderScanner(string text)
{
    private int next;

    /// <summary>True once something did not follow the grammar; nothing is left to read then.</summary>
    public bool IsBroken { get; private set; }

    public bool IsAtEnd => next == text.Length;

    public bool IsAtBorder => IsAtEnd || Current is ';' or '(' || char.IsWhiteSpace(Current);

    private char Current => text[next];

    public bool IsAt(char c) => !IsAtEnd && Current == c;

    public bool Take(char c)
    {
        var isThere = IsAt(c);
        next += isThere ? 1 : 0;
        return isThere;
    }

    public void SkipGap()
    {
        while (!IsAtEnd && (Current == '(' || char.IsWhiteSpace(Current)))
        {
            if (Current == '(')
            {
                SkipComment();
            }
            else
            {
                next++;
            }
        }
    }

    /// <summary>Letters, digits, hyphens, and the underscores that some hosts write; empty where there are none.</summary>
    public string ReadKeyword()
    {
        var start = next;
        while (!IsAtEnd && (char.IsAsciiLetterOrDigit(Current) || Current is '-' or '_'))
        {
            next++;
        }

        return text[start..next];
    }

    /// <summary>Whether a keyword with the sign behind it stands here; reads nothing.</summary>
    public bool IsAtKeywordBefore(char sign)
    {
        var start = next;
        var isKeyword = ReadKeyword().Length > 0;
        SkipGap();
        var isThere = isKeyword && IsAt(sign);
        next = IsBroken ? next : start;
        return isThere;
    }

    /// <summary>Up to the next blank, comment or semicolon, of quoted strings what is in them.</summary>
    public string ReadValue()
    {
        var value = new StringBuilder();
        while (!IsAtBorder)
        {
            if (Current == '"')
            {
                ReadQuoted(value);
            }
            else if (Current is ')' or '\\')
            {
                Break();
            }
            else
            {
                value.Append(text[next++]);
            }
        }

        return value.ToString();
    }

    public void Break()
    {
        IsBroken = true;
        next = text.Length;
    }

    private void ReadQuoted(StringBuilder value)
    {
        for (next++; !IsAtEnd && Current != '"'; next++)
        {
            next += Current == '\\' ? 1 : 0;
            if (next < text.Length)
            {
                value.Append(Current);
            }
            else
            {
                break;
            }
        }

        EndWith('"');
    }

    // Comments nest.
    private void SkipComment()
    {
        var depth = 0;
        do
        {
            switch (Current)
            {
                case '\\':
                    next++;
                    break;
                case '"':
                    SkipQuoteInComment();
                    break;
                default:
                    depth += Current == '(' ? 1 : Current == ')' ? -1 : 0;
                    break;
            }

            next++;
        }
        while (next < text.Length && depth > 0);

        if (depth > 0 || next > text.Length)
        {
            Break();
        }
    }

    // By the grammar a quotation mark means nothing in a comment; hosts quote there what the sender chose. Where the two readings differ, neither is believed.
    private void SkipQuoteInComment()
    {
        var end = text.IndexOf('"', next + 1);
        next = end < 0 || text.AsSpan(next, end - next).IndexOfAny("()\\") >= 0 ? text.Length : end;
    }

    private void EndWith(char c)
    {
        if (!Take(c))
        {
            Break();
        }
    }
}
