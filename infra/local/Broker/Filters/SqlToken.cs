using System.Globalization;

namespace Router.Broker.Filters;

internal enum SqlTokenKind
{
    Word,
    Name,
    Text,
    Number,
    Sign,
    Parameter,
    End,
}

/// <summary>One word of a SQL expression; <c>Value</c> holds a literal's value.</summary>
internal readonly record struct SqlToken(SqlTokenKind Kind, string Text, object? Value = null)
{
    public bool Is(string word) =>
        Kind is SqlTokenKind.Word or SqlTokenKind.Sign && string.Equals(Text, word, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Cuts an expression into tokens. Throws <see cref="FormatException"/> with what it doesn't know.</summary>
internal static class SqlTokens
{
    private static readonly string[] Signs = ["<>", "!=", ">=", "<=", "=", "<", ">", "(", ")", ",", ".", ";"];

    public static List<SqlToken> Read(string text)
    {
        var tokens = new List<SqlToken>();
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
                at++;
            else
                tokens.Add(Next(text, ref at));
        }

        tokens.Add(new SqlToken(SqlTokenKind.End, "the end"));
        return tokens;
    }

    private static SqlToken Next(string text, ref int at)
    {
        var begin = text[at];
        if (begin == '\'')
            return Quoted(text, ref at, '\'', SqlTokenKind.Text);
        if (begin == '"')
            return Quoted(text, ref at, '"', SqlTokenKind.Name);
        if (begin == '[')
            return Quoted(text, ref at, ']', SqlTokenKind.Name);
        if (char.IsAsciiDigit(begin) || (begin == '-' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])))
            return Number(text, ref at);
        if (char.IsAsciiLetter(begin) || begin == '_')
            return Word(text, ref at, SqlTokenKind.Word);
        if (begin == '@')
            return Word(text, ref at, SqlTokenKind.Parameter);
        var (rest, here) = (text, at);
        var sign = Signs.FirstOrDefault(sign => rest.AsSpan(here).StartsWith(sign, StringComparison.Ordinal))
            ?? throw new FormatException($"'{begin}' is not supported");
        at += sign.Length;
        return new SqlToken(SqlTokenKind.Sign, sign);
    }

    // The closing mark, doubled, stands for itself.
    private static SqlToken Quoted(string text, ref int at, char close, SqlTokenKind kind)
    {
        var value = new System.Text.StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] == close && (at + 1 == text.Length || text[at + 1] != close))
            {
                at++;
                return new SqlToken(kind, value.ToString(), value.ToString());
            }

            if (text[at] == close)
                at++;
            value.Append(text[at]);
        }

        throw new FormatException($"a {close} is missing");
    }

    private static SqlToken Number(string text, ref int at)
    {
        var start = at++;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '.' || (text[at] is '+' or '-' && text[at - 1] is 'e' or 'E')))
            at++;
        var written = text[start..at];
        if (long.TryParse(written, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return new SqlToken(SqlTokenKind.Number, written, whole);
        if (double.TryParse(written, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var real))
            return new SqlToken(SqlTokenKind.Number, written, real);
        throw new FormatException($"{written} is no number");
    }

    private static SqlToken Word(string text, ref int at, SqlTokenKind kind)
    {
        var start = at++;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_'))
            at++;
        return new SqlToken(kind, text[start..at]);
    }
}
