using Router.Access;
using Router.Pages.Errors;
using Router.Pages.Frame;
using Router.Pages.Wording;
using Router.Subscribers;
using Router.Subscribers.Deliveries;

namespace Router.Pages.Subscribers;

internal static class SubscribersEndpoints
{
    private const string Page = "/subscribers";
    private const int MaxShown = 25;
    private const int MaxKeyLength = 128;

    public static async Task<IResult> ShowAsync(HttpContext context, SubscriptionList subscriptions, DeliveryStore deliveries, TimeProvider time)
    {
        var shown = await Task.WhenAll(subscriptions.All.Select(async subscription => new SubscriberView(
            subscription,
            await deliveries.StateAsync(subscription.Id, context.RequestAborted),
            await deliveries.LatestAsync(subscription.Id, MaxShown, context.RequestAborted))));
        return new PageResult(Slices.Subscribers(new SubscribersPageModel(shown, SubscribersNotice.Read(QueryValue.Text(context.Request, "done")), time.GetUtcNow())));
    }

    public static async Task<IResult> EnableAsync(string subscriber, HttpContext context, SubscriptionList subscriptions, FactCourier courier, DeliveryLanes lanes, AuditTrail trail)
    {
        if (subscriptions.Find(subscriber) is null)
        {
            return ErrorResult.NotFound();
        }

        await trail.RecordAsync(context, Act.EnableSubscriber, Page, subscriber);
        await courier.EnableAsync(subscriber, context.RequestAborted);
        lanes.Call(subscriber);
        return Done(SubscribersNotice.Enabled);
    }

    /// <summary>The field delivery names the one that is sent again.</summary>
    public static async Task<IResult> SendAgainAsync(string subscriber, HttpContext context, SubscriptionList subscriptions, FactCourier courier, DeliveryLanes lanes, AuditTrail trail)
    {
        var key = (await FormReader.ReadAsync(context.Request))["delivery"].ToString();
        if (subscriptions.Find(subscriber) is null || !IsKey(key))
        {
            return ErrorResult.NotFound();
        }

        await trail.RecordAsync(context, Act.SendFactAgain, Page, $"{subscriber} {key}");
        if (!await courier.SendAgainAsync(subscriber, key, context.RequestAborted))
        {
            return ErrorResult.NotFound();
        }

        lanes.Call(subscriber);
        return Done(SubscribersNotice.SentAgain);
    }

    private static SeeOther Done(string what) => new(Page + QueryString.Create("done", what));

    private static bool IsKey(string text) =>
        text.Length <= MaxKeyLength && text.StartsWith(DeliveryRows.FirstDelivery, StringComparison.Ordinal)
        && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '~' or '_');
}

/// <summary>What the post before this page did.</summary>
internal static class SubscribersNotice
{
    public const string Enabled = "enabled";
    public const string SentAgain = "sent-again";

    public static string? Read(string? done) => done switch
    {
        Enabled => "The subscriber is enabled. What has waited for it is on its way.",
        SentAgain => "The delivery is on its way again, under its own id. A disabled subscriber gets it once it is enabled.",
        _ => null,
    };
}
