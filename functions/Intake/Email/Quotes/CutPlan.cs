using System.Text;

namespace Router.Intake.Email.Quotes;

/// <summary>The lines of a mail, each kept or left out for a reason.</summary>
internal sealed class CutPlan(string[] lines)
{
    private readonly CutReason?[] _reasons = new CutReason?[lines.Length];
    private string? _kept;

    public string[] Lines => lines;

    public bool HasQuote => _reasons.Any(reason => reason is CutReason.QuotedMail or CutReason.QuotedLines);

    public bool IsCut(int line) => _reasons[line] is not null;

    public void Cut(int start, int length, CutReason reason)
    {
        _kept = null;
        for (var i = start; i < Math.Min(lines.Length, start + length); i++)
        {
            _reasons[i] ??= reason;
        }
    }

    /// <summary>Takes the rules and the device's line off the end of what is kept.</summary>
    public void TrimEnd()
    {
        _kept = null;
        for (var i = lines.Length - 1; i >= 0; i--)
        {
            var line = TextMarks.Bare(lines[i]).Trim();
            if (IsCut(i) || line.Length == 0)
            {
                continue;
            }

            if (IsRule(line))
            {
                _reasons[i] = CutReason.Rule;
            }
            else if (DeviceSignature.Is(line))
            {
                _reasons[i] = CutReason.DeviceLine;
            }
            else
            {
                return;
            }
        }
    }

    public void Restore(params ReadOnlySpan<CutReason> reasons)
    {
        _kept = null;
        for (var i = 0; i < lines.Length; i++)
        {
            if (_reasons[i] is { } reason && reasons.Contains(reason))
            {
                _reasons[i] = null;
            }
        }
    }

    public string Kept()
    {
        return _kept ??= Join();

        string Join()
        {
            var text = new StringBuilder();
            for (var i = 0; i < lines.Length; i++)
            {
                if (!IsCut(i))
                {
                    text.Append(TextMarks.Without(lines[i])).Append('\n');
                }
            }

            return text.ToString().Trim();
        }
    }

    /// <summary>What is left out, in order; neighbouring lines of one reason together.</summary>
    public IReadOnlyList<CutPart> Cuts()
    {
        var cuts = new List<CutPart>();
        var part = new StringBuilder();
        for (var i = 0; i < lines.Length; i++)
        {
            if (_reasons[i] is not { } reason)
            {
                continue;
            }

            part.Append(TextMarks.Without(lines[i])).Append('\n');
            if (i + 1 < lines.Length && _reasons[i + 1] == reason)
            {
                continue;
            }

            if (part.ToString().Trim() is { Length: > 0 } text && reason != CutReason.Rule)
            {
                cuts.Add(new CutPart(text, reason));
            }

            part.Clear();
        }

        return cuts;
    }

    private static bool IsRule(string line) => line.Length >= 5 && line.All(c => c is '_' or '-' or '=');
}
