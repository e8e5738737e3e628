using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Router.GraphStandIn.Faults;
using Router.GraphStandIn.Mails;

namespace Router.GraphStandIn.Endpoints;

/// <summary>Messages of the mailbox, as Graph v1.0 answers for them.</summary>
internal sealed partial class MessageEndpoints(MailStore store, FaultSwitches faults, TimeProvider time)
{
    public void Map(RouteGroupBuilder user)
    {
        user.MapGet("/messages", Find);
        user.MapPost("/messages", CreateAsync);
        user.MapGet("/messages/{id}", (string id, HttpRequest request) => store.Find(id) is { } mail ? Results.Json(GraphAnswer.Of(mail, WantsImmutable(request))) : GraphAnswer.NotFound());
        user.MapGet("/messages/{id}/$value", (string id) => store.Find(id) is { } mail ? Results.Bytes(mail.Mime, "text/plain") : GraphAnswer.NotFound());
        user.MapPost("/messages/{id}/send", Send);
        user.MapPost("/messages/{id}/move", MoveAsync);
        user.MapDelete("/messages/{id}", Delete);
        user.MapGet("/mailFolders/{folder}", (string folder) => Results.Json(new JsonObject { ["id"] = folder, ["displayName"] = folder, ["totalItemCount"] = store.All.Count(mail => mail.Folder.Equals(folder, StringComparison.OrdinalIgnoreCase)) }));
        user.MapGet("/mailFolders/{folder}/messages/delta()", Delta);
        user.MapGet("/mailFolders/{folder}/messages/delta", Delta);
    }

    public static bool WantsImmutable(HttpRequest request) => request.Headers["Prefer"].ToString().Contains("ImmutableId", StringComparison.OrdinalIgnoreCase);

    private IResult Find(HttpRequest request)
    {
        var filter = MessageIdFilter().Match(request.Query["$filter"].ToString());
        if (!filter.Success)
        {
            return GraphAnswer.Error(400, "ErrorInvalidUrlQueryFilter", "The stand-in knows only internetMessageId eq '…'.");
        }

        var found = store.FindByMessageId(filter.Groups[1].Value.Replace("''", "'", StringComparison.Ordinal));
        return Results.Json(new JsonObject { ["value"] = new JsonArray([.. found.Select(mail => GraphAnswer.Of(mail, WantsImmutable(request)))]) });
    }

    private async Task<IResult> CreateAsync(HttpRequest request)
    {
        if (request.ContentType?.StartsWith("text/plain", StringComparison.OrdinalIgnoreCase) != true)
        {
            return GraphAnswer.Error(415, "RequestBodyRead", "The stand-in takes MIME as text/plain only.");
        }

        using var reader = new StreamReader(request.Body);
        try
        {
            var draft = store.Add(Convert.FromBase64String(await reader.ReadToEndAsync()), MailStore.Drafts, isDraft: true, isAnnounced: false);
            return Results.Json(GraphAnswer.Of(draft, WantsImmutable(request)), statusCode: 201);
        }
        catch (FormatException)
        {
            return GraphAnswer.Error(400, "ErrorMimeContentInvalidBase64String", "Invalid base64 string for MIME content.");
        }
    }

    private IResult Send(string id)
    {
        if (store.Find(id) is not { } mail)
        {
            return GraphAnswer.NotFound();
        }

        if (!store.TryTellToLeave(mail))
        {
            return GraphAnswer.Error(400, "ErrorInvalidOperation", "The message is no draft.");
        }

        _ = LeaveAsync(mail);
        return Results.StatusCode(202);
    }

    // The service takes it at once and sends it a moment later.
    private async Task LeaveAsync(StoredMail mail)
    {
        await Task.Delay(faults.SendingDelay, time);
        store.Leave(mail);
    }

    private async Task<IResult> MoveAsync(string id, HttpRequest request)
    {
        var body = await JsonNode.ParseAsync(request.Body);
        if (store.Find(id) is not { } mail || (string?)body?["destinationId"] is not { } folder)
        {
            return GraphAnswer.NotFound();
        }

        store.Move(mail, folder.ToLowerInvariant());
        return Results.Json(GraphAnswer.Of(mail, WantsImmutable(request)), statusCode: 201);
    }

    private IResult Delete(string id)
    {
        if (store.Find(id) is not { } mail)
        {
            return GraphAnswer.NotFound();
        }

        store.Delete(mail);
        return Results.NoContent();
    }

    private IResult Delta(string folder, HttpRequest request)
    {
        var page = DeltaToken.Read(request, faults.DeltaEpoch);
        if (page is null)
        {
            return GraphAnswer.Error(410, "syncStateNotFound", "The sync state generation is not found; start again.");
        }

        var (rows, last) = store.ChangesSince(folder.ToLowerInvariant(), page.After);
        var wanted = rows.Where(row => row.IsRemoved ? page.After > 0 : row.Mail.ReceivedAt >= page.Since).ToList();
        var shown = wanted.Take(page.Size).ToList();
        var answer = new JsonObject
        {
            ["@odata.context"] = "https://graph.microsoft.com/v1.0/$metadata#Collection(message)",
            ["value"] = new JsonArray([.. shown.Select(row => Row(row.Mail, row.IsRemoved, WantsImmutable(request)))]),
        };
        var here = $"{request.Scheme}://{request.Host}{request.Path}";
        if (wanted.Count > shown.Count)
        {
            answer["@odata.nextLink"] = $"{here}?$skiptoken={(page with { After = shown[^1].Change }).ToText()}";
        }
        else
        {
            answer["@odata.deltaLink"] = $"{here}?$deltatoken={(page with { After = last }).ToText()}";
        }

        return Results.Json(answer);
    }

    private static JsonObject Row(StoredMail mail, bool isRemoved, bool immutable) => isRemoved
        ? new JsonObject { ["@odata.type"] = "#microsoft.graph.message", ["id"] = mail.IdFor(immutable), ["@removed"] = new JsonObject { ["reason"] = "changed" } }
        : GraphAnswer.Of(mail, immutable);

    [GeneratedRegex("^internetMessageId eq '(.*)'$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex MessageIdFilter();
}
