using System.Text;

namespace Router.Intake.Email.Mime;

/// <summary>Text as it grows: white space runs together, lines end where blocks do, and quoted lines begin with "&gt; ".</summary>
internal sealed class TextSheet
{
    private const int MaxQuoteDepth = 5;
    private const int MaxLineLooked = 800;

    private readonly StringBuilder _text = new();
    private bool _lineIsEmpty = true;
    private bool _blankWanted;

    public int Length => _text.Length;

    public int QuoteDepth { get; private set; }

    /// <summary>Stands first in each line that begins while it is set.</summary>
    public char LineMark { get; set; }

    public void WantBlank() => _blankWanted = true;

    public void DropBlank() => _blankWanted = false;

    /// <summary>The last line with anything in it, or the end of a long one.</summary>
    public string LastLine()
    {
        var end = _text.Length;
        while (end > 0 && char.IsWhiteSpace(_text[end - 1]))
        {
            end--;
        }

        var start = end;
        while (start > 0 && end - start < MaxLineLooked && _text[start - 1] != '\n')
        {
            start--;
        }

        return _text.ToString(start, end - start);
    }

    public string Since(int start) => _text.ToString(start, _text.Length - start);

    public void Quote(int change)
    {
        EndLine();
        QuoteDepth = Math.Clamp(QuoteDepth + change, 0, MaxQuoteDepth);
    }

    public void Write(string text)
    {
        foreach (var c in text)
        {
            Write(c);
        }
    }

    public void Write(char c)
    {
        if (_lineIsEmpty)
        {
            if (LineMark != '\0')
            {
                _text.Append(LineMark);
            }

            for (var i = 0; i < QuoteDepth; i++)
            {
                _text.Append("> ");
            }
        }
        else if (_blankWanted)
        {
            _text.Append(' ');
        }

        _blankWanted = false;
        _lineIsEmpty = false;
        _text.Append(c);
    }

    public void NewLine()
    {
        _text.Append('\n');
        _lineIsEmpty = true;
        _blankWanted = false;
    }

    /// <summary>Begins a new line unless one has just begun.</summary>
    public void EndLine()
    {
        if (!_lineIsEmpty)
        {
            NewLine();
        }

        _blankWanted = false;
    }

    /// <summary>Leaves one empty line above what follows.</summary>
    public void EndParagraph()
    {
        EndLine();
        if (_text.Length > 1 && _text[^2] != '\n')
        {
            NewLine();
        }
    }

    public override string ToString() => _text.ToString().Trim();
}
