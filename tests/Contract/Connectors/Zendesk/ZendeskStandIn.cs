using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Router.Contract.Connectors.Zendesk;

/// <summary>What goes wrong with one call.</summary>
public enum ZendeskFault
{
    /// <summary>The connection breaks before anything is done.</summary>
    LostBefore,

    /// <summary>All is done, and the answer is lost.</summary>
    LostAfter,

    /// <summary>503.</summary>
    Unavailable,

    /// <summary>429 with Retry-After.</summary>
    Limited,

    /// <summary>An agent changes the ticket a moment before, so that an update's stamp is old.</summary>
    Overtaken,

    /// <summary>200 with a page that is no JSON, as gateways write it; an update is done all the same.</summary>
    Garbled,
}

/// <summary>The part of Zendesk's ticket API that we call, with its rules for stamps and closed tickets, on loopback.</summary>
internal sealed class ZendeskStandIn : IAsyncDisposable
{
    public const string Email = "router@own.example";
    public const string ApiToken = "contract-token-0123456789";
    public const string OAuthToken = "contract-oauth-0123456789";
    public const string RetryAfter = "7";
    private readonly WebApplication app;
    private readonly Lock gate = new();
    private readonly Dictionary<string, StandInTicket> tickets = [];
    private readonly ConcurrentDictionary<(string Ticket, int Call), ZendeskFault> faults = new();
    private DateTimeOffset clock = new(2026, 11, 22, 7, 0, 0, TimeSpan.Zero);

    private ZendeskStandIn()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        app = builder.Build();
        app.Run(HandleAsync);
    }

    public string Url => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <summary>A status that each call is answered with; null works.</summary>
    public int? Refusal { get; set; }

    /// <summary>Set: updates wait for it before they are looked at.</summary>
    public TaskCompletionSource? Holding { get; set; }

    /// <summary>True where the history is behind: markers don't show.</summary>
    public bool HidesHistory { get; set; }

    /// <summary>True where an update to solved is refused for its own reasons (a field that has to be filled).</summary>
    public bool RefusesSolving { get; set; }

    /// <summary>What happens in the ticket's life just before an update is looked at, once.</summary>
    public Action? OnUpdate { get; set; }

    public static async Task<ZendeskStandIn> StartAsync()
    {
        var standIn = new ZendeskStandIn();
        await standIn.app.StartAsync();
        return standIn;
    }

    public StandInTicket Add(string id, string status = "open", int earlierAudits = 1)
    {
        var ticket = new StandInTicket { Status = status, UpdatedAt = Tick() };
        ticket.Audits.AddRange(Enumerable.Repeat<string?>(null, earlierAudits));
        return tickets[id] = ticket;
    }

    public StandInTicket Find(string id) => tickets[id];

    /// <param name="call">Which call about the ticket, from 1.</param>
    public void Fail(string ticket, int call, ZendeskFault fault) => faults[(ticket, call)] = fault;

    public void ByAgent(string id, string? status)
    {
        lock (gate)
        {
            var ticket = tickets[id];
            ticket.Status = status ?? ticket.Status;
            ticket.UpdatedAt = Tick();
            ticket.Audits.Add(null);
        }
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private string Tick() => (clock += TimeSpan.FromSeconds(1)).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private async Task HandleAsync(HttpContext context)
    {
        var parts = context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var id = parts.ElementAtOrDefault(3)?.Replace(".json", "", StringComparison.Ordinal) ?? "";
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        if (!IsAllowed(context.Request.Headers.Authorization.ToString()))
        {
            await WriteAsync(context, 401, """{"error":"Couldn't authenticate you"}""");
            return;
        }

        if (Refusal is { } refusal)
        {
            await WriteAsync(context, refusal, """{"error":"Refused"}""");
            return;
        }

        if (!tickets.TryGetValue(id, out var ticket))
        {
            await WriteAsync(context, 404, """{"error":"RecordNotFound"}""");
            return;
        }

        var call = Interlocked.Increment(ref ticket.Calls);
        if (context.Request.Method == "PUT" && Holding is { } holding)
        {
            await holding.Task;
        }

        if (context.Request.Method == "PUT" && OnUpdate is { } happens)
        {
            OnUpdate = null;
            happens();
        }

        await AnswerAsync(context, id, ticket, body.ToArray(), faults.TryGetValue((id, call), out var fault) ? fault : null);
    }

    private async Task AnswerAsync(HttpContext context, string id, StandInTicket ticket, byte[] body, ZendeskFault? fault)
    {
        switch (fault)
        {
            case ZendeskFault.LostBefore:
                context.Abort();
                return;
            case ZendeskFault.Unavailable:
                await WriteAsync(context, 503, "<html>busy</html>");
                return;
            case ZendeskFault.Limited:
                context.Response.Headers.RetryAfter = RetryAfter;
                await WriteAsync(context, 429, """{"error":"APIRateLimitExceeded"}""");
                return;
            case ZendeskFault.Overtaken:
                ByAgent(id, null);
                break;
        }

        var (status, answer) = context.Request.Method == "PUT" ? Update(ticket, body) : (200, Show(context, id, ticket));
        if (fault == ZendeskFault.LostAfter)
        {
            context.Abort();
            return;
        }

        await WriteAsync(context, status, fault == ZendeskFault.Garbled ? "<html>proxy</html>" : answer);
    }

    private (int Status, string Answer) Update(StandInTicket ticket, byte[] body)
    {
        var update = JsonNode.Parse(body)!["ticket"]!;
        lock (gate)
        {
            ticket.Updates.Add(update);
            if (ticket.Status == "closed")
            {
                return (422, """{"error":"RecordInvalid","details":{"status":[{"description":"Status: closed prevents ticket update"}]}}""");
            }

            if (update["safe_update"]?.GetValue<bool>() == true && update["updated_stamp"]!.GetValue<string>() != ticket.UpdatedAt)
            {
                return (409, """{"error":"UpdateConflict"}""");
            }

            if (RefusesSolving && update["status"] is not null)
            {
                return (422, """{"error":"RecordInvalid","details":{"base":[{"description":"About: is required when solving a ticket"}]}}""");
            }

            if (update["comment"] is { } comment)
            {
                ticket.Comments.Add((comment["html_body"]!.GetValue<string>(), comment["public"]!.GetValue<bool>()));
            }

            if (update["status"]?.GetValue<string>() is { } status)
            {
                ticket.Status = status;
                ticket.Solved += status == "solved" ? 1 : 0;
            }

            ticket.UpdatedAt = Tick();
            ticket.Audits.Add(update["metadata"]?["router"]?.GetValue<string>());
            return (200, """{"ticket":{}}""");
        }
    }

    private string Show(HttpContext context, string id, StandInTicket ticket)
    {
        lock (gate)
        {
            if (!context.Request.Path.Value!.Contains("/audits", StringComparison.Ordinal))
            {
                return JsonSerializer.Serialize(new { ticket = new { id = long.Parse(id, CultureInfo.InvariantCulture), status = ticket.Status, updated_at = ticket.UpdatedAt, subject = "Help" } });
            }

            var size = int.Parse(context.Request.Query["page[size]"].ToString(), CultureInfo.InvariantCulture);
            var from = int.TryParse(context.Request.Query["page[after]"].ToString().Replace("at+", "", StringComparison.Ordinal), CultureInfo.InvariantCulture, out var after) ? after : 0;
            var page = ticket.Audits.Skip(from).Take(size).Select(marker => new
            {
                events = new[] { new { type = "Comment", body = "words" } },
                metadata = new { custom = marker is null || HidesHistory ? (object)Array.Empty<string>() : new { router = marker }, system = new { client = "x" } },
            });
            var hasMore = from + size < ticket.Audits.Count;
            return JsonSerializer.Serialize(new { audits = page, meta = new { has_more = hasMore, after_cursor = hasMore ? $"at+{from + size}" : null } });
        }
    }

    private static bool IsAllowed(string authorization) =>
        authorization == $"Bearer {OAuthToken}" || authorization == "Basic " + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{Email}/token:{ApiToken}"));

    private static Task WriteAsync(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(body, context.RequestAborted);
    }
}

internal sealed class StandInTicket
{
#pragma warning disable CA1051 // counted by Interlocked
    public int Calls;
#pragma warning restore CA1051

    public required string Status { get; set; }

    public required string UpdatedAt { get; set; }

    public int Solved { get; set; }

    public List<(string Html, bool IsPublic)> Comments { get; } = [];

    /// <summary>Our marker of each update; null for others' updates.</summary>
    public List<string?> Audits { get; } = [];

    /// <summary>Each update that was asked for, refused ones too.</summary>
    public List<JsonNode> Updates { get; } = [];
}
