using System.Globalization;
using System.Text;

namespace Router.Reading;

/// <summary>An answer as a person reads it.</summary>
internal static class ReadReport
{
    private const string Indent = "    ";

    public static string Of(ReadAnswer answer)
    {
        var text = new StringBuilder();
        Line(text, answer.File, "");
        if (answer.Refused is { } refused)
        {
            Line(text, "refused", $"{refused.Code}: {refused.Detail}");
            return text.ToString();
        }

        Line(text, "subject", answer.Subject ?? "");
        Line(text, "customer", answer.Customer is { } customer ? $"{customer.Name} <{customer.Address}>, read from {customer.ReadFrom}".TrimStart() : "not given");
        Line(text, "written by", $"{answer.WrittenBy}{(answer.Why.Count > 0 ? $" ({string.Join("; ", answer.Why)})" : "")}");
        if (answer.Unreachable is { } address)
        {
            Line(text, "unreachable", address);
        }

        if (answer.Kind is { } kind)
        {
            Line(text, "kind", string.Create(CultureInfo.InvariantCulture, $"{kind}, {answer.Confidence:0.00}"));
        }

        foreach (var ask in answer.Asks.Count > 1 ? answer.Asks : [])
        {
            Line(text, $"asks, {ask.Kind}", ask.Text.ReplaceLineEndings(" "));
        }

        Block(text, "text", answer.Text ?? "");
        foreach (var cut in answer.Cut)
        {
            Block(text, $"left out, {cut.Reason}", cut.Text);
        }

        foreach (var file in answer.Attachments)
        {
            Line(text, "attachment", string.Create(CultureInfo.InvariantCulture, $"{file.Name}, {file.Type}, {file.Bytes} bytes"));
        }

        if (answer.AttachmentsLeftOut > 0)
        {
            Line(text, "not listed", string.Create(CultureInfo.InvariantCulture, $"{answer.AttachmentsLeftOut} more attachments"));
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, string name, string value) => text.Append(name).Append(value.Length > 0 ? ": " : "").Append(value).Append('\n');

    private static void Block(StringBuilder text, string name, string value)
    {
        text.Append(name).Append(":\n");
        foreach (var line in value.Split('\n'))
        {
            text.Append(Indent).Append(line).Append('\n');
        }
    }
}
