using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Router.GraphStandIn.Subscriptions;

namespace Router.GraphStandIn.Endpoints;

/// <summary>Subscriptions, as Graph v1.0 answers for them.</summary>
internal sealed class SubscriptionEndpoints(SubscriptionBook book, TimeProvider time)
{
    public void Map(RouteGroupBuilder graph)
    {
        graph.MapGet("/subscriptions", () => Results.Json(new JsonObject { ["value"] = new JsonArray([.. book.Standing.Select(GraphAnswer.Of)]) }));
        graph.MapGet("/subscriptions/{id}", (string id) => book.Find(id) is { } found ? Results.Json(GraphAnswer.Of(found)) : Missing());
        graph.MapPost("/subscriptions", CreateAsync);
        graph.MapPatch("/subscriptions/{id}", RenewAsync);
        graph.MapPost("/subscriptions/{id}/reauthorize", (string id) => book.Find(id) is null ? Missing() : Results.StatusCode(204));
        graph.MapDelete("/subscriptions/{id}", (string id) => book.Remove(id) ? Results.NoContent() : Missing());
    }

    private async Task<IResult> CreateAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (await ReadAsync(request) is not { } body
            || (string?)body["resource"] is not { } resource
            || (string?)body["changeType"] is not { } changeType
            || !Uri.TryCreate((string?)body["notificationUrl"], UriKind.Absolute, out var url)
            || ExpiryOf(body) is not { } expiry)
        {
            return Invalid("resource, changeType, notificationUrl and expirationDateTime are required.");
        }

        if (Refusal(expiry) is { } refusal)
        {
            return refusal;
        }

        if ((string?)body["clientState"] is { Length: > 128 })
        {
            return Invalid("clientState is longer than 128 characters.");
        }

        var lifecycle = Uri.TryCreate((string?)body["lifecycleNotificationUrl"], UriKind.Absolute, out var given) ? given : null;
        foreach (var proven in new[] { url, lifecycle }.OfType<Uri>())
        {
            if (await book.ValidateAsync(proven, cancellationToken) is { } wrong)
            {
                return GraphAnswer.Error(400, "ValidationError", $"Subscription validation request failed. {wrong}");
            }
        }

        var subscription = new Subscription(Guid.CreateVersion7().ToString(), resource, changeType, url, lifecycle, (string?)body["clientState"], expiry);
        book.Put(subscription);
        return Results.Json(GraphAnswer.Of(subscription), statusCode: 201);
    }

    private async Task<IResult> RenewAsync(string id, HttpRequest request)
    {
        if (book.Find(id) is not { } standing)
        {
            return Missing();
        }

        if (await ReadAsync(request) is not { } body || ExpiryOf(body) is not { } expiry)
        {
            return Invalid("expirationDateTime is required.");
        }

        if (Refusal(expiry) is { } refusal)
        {
            return refusal;
        }

        var renewed = standing with { ExpiresAt = expiry };
        book.Put(renewed);
        return Results.Json(GraphAnswer.Of(renewed));
    }

    private IResult? Refusal(DateTimeOffset expiry) =>
        expiry <= time.GetUtcNow() ? Invalid("Subscription expiration must be in the future.")
        : expiry > time.GetUtcNow() + SubscriptionBook.LongestLife ? Invalid("Subscription expiration can only be 10080 minutes in the future.")
        : null;

    private static DateTimeOffset? ExpiryOf(JsonObject body) =>
        DateTimeOffset.TryParse((string?)body["expirationDateTime"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var expiry) ? expiry : null;

    private static async Task<JsonObject?> ReadAsync(HttpRequest request)
    {
        try
        {
            return await JsonNode.ParseAsync(request.Body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IResult Invalid(string message) => GraphAnswer.Error(400, "InvalidRequest", message);

    private static IResult Missing() => GraphAnswer.Error(404, "ResourceNotFound", "The object was not found.");
}
