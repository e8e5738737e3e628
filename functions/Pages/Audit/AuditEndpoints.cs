using System.Globalization;
using System.Net.Mime;
using System.Text;
using Router.Access;
using Router.Pages.Errors;
using Router.Pages.Frame;
using Router.Pages.Wording;

namespace Router.Pages.Audit;

internal static class AuditEndpoints
{
    private const int MaxShown = 100;

    public static async Task<IResult> ShowAsync(HttpContext context, AuditTrail trail, TimeProvider time)
    {
        var after = QueryValue.Text(context.Request, "after");
        var found = await trail.LatestAsync(after, context.RequestAborted).Take(MaxShown).ToListAsync(context.RequestAborted);
        return new PageResult(Slices.Audit(new AuditPageModel(
            [.. found.Select(each => each.Entry)], found.Count == MaxShown ? found[^1].Cursor : null, after is null, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime))));
    }

    /// <summary>A month as CSV, the newest first; the current one where none is named.</summary>
    public static async Task<IResult> ExportAsync(HttpContext context, AuditTrail trail, TimeProvider time)
    {
        var month = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (QueryValue.Text(context.Request, "month") is { Length: > 0 } asked && !DateOnly.TryParseExact(asked, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out month))
        {
            return ErrorResult.MonthInvalid();
        }

        var entries = trail.OfMonthAsync(month, context.RequestAborted).GetAsyncEnumerator(context.RequestAborted);
        // Asked for before the answer begins: where the storage is away it can still be told.
        var hasFirst = await entries.MoveNextAsync();
        return TypedResults.Stream(
            body => WriteAsync(body, entries, hasFirst, context.RequestAborted),
            $"{MediaTypeNames.Text.Csv}; charset=utf-8",
            string.Create(CultureInfo.InvariantCulture, $"router-audit-{month:yyyy-MM}.csv"));
    }

    private static async Task WriteAsync(Stream body, IAsyncEnumerator<AuditEntry> entries, bool hasNext, CancellationToken cancellationToken)
    {
        await using var read = entries;
        await using var writer = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        await writer.WriteAsync(CsvText.Line("at", "person", "account", "roles", "act", "on", "detail", "from").AsMemory(), cancellationToken);
        for (; hasNext; hasNext = await entries.MoveNextAsync())
        {
            var entry = entries.Current;
            var at = entry.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
            await writer.WriteAsync(CsvText.Line(at, entry.Person, entry.Account, entry.Roles, entry.Act, entry.On, entry.Detail, entry.From).AsMemory(), cancellationToken);
        }
    }
}
