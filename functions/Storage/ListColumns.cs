using Azure.Data.Tables;

namespace Router.Storage;

/// <summary>A list of short texts in as many columns of a row as it takes: one holds 64 KiB at most. No text holds a line break.</summary>
internal static class ListColumns
{
    private const int MostCharacters = 30_000;
    private const char Separator = '\n';

    public static bool Has(TableEntity row, string name) => row.ContainsKey(name + 0);

    public static void Write(TableEntity row, string name, IEnumerable<string> texts)
    {
        var all = string.Join(Separator, texts);
        var parts = Math.Max(1, (all.Length + MostCharacters - 1) / MostCharacters);
        for (var part = 0; part < parts; part++)
        {
            var start = part * MostCharacters;
            row[name + part] = all[start..Math.Min(all.Length, start + MostCharacters)];
        }
    }

    public static IEnumerable<string> Read(TableEntity row, string name)
    {
        var all = string.Concat(Enumerable.Range(0, row.Count).Select(part => row.TryGetValue(name + part, out var text) ? text as string : null).TakeWhile(text => text is not null));
        return all.Split(Separator, StringSplitOptions.RemoveEmptyEntries);
    }
}
