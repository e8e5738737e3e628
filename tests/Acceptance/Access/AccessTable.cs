using Router.Kit;

namespace Router.Acceptance.Access;

/// <summary>Who may call which address, as the documentation says; tests/Architecture compares it with the code.</summary>
internal static class AccessTable
{
    /// <summary>The columns of the table.</summary>
    public static readonly string[] Callers = ["anonymous", "token", "service", "reader", "owner", "agent", "admin"];

    public static IReadOnlyList<AccessRow> Rows { get; } =
    [
        .. File.ReadLines(Checkout.FileOf("infra", "docs/access.md")).Where(line => line.StartsWith("| `", StringComparison.Ordinal) && line.Contains("` | `/", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Select(cells => new AccessRow(cells[0].Trim('`'), cells[1].Trim('`'), Callers.Zip(cells[2..]).ToDictionary(cell => cell.First, cell => cell.Second))),
    ];
}

/// <param name="Cells">By caller: "yes", "own" or "–".</param>
internal sealed record AccessRow(string Method, string Address, IReadOnlyDictionary<string, string> Cells);
