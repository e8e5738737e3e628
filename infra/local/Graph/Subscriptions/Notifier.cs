using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Router.GraphStandIn.Faults;
using Router.GraphStandIn.Mails;

namespace Router.GraphStandIn.Subscriptions;

/// <summary>Posts notifications to the subscribers, again and again where they are not taken.</summary>
internal sealed class Notifier : IAsyncDisposable
{
    private const int Tries = 8;
    private const int Posters = 8;
    private readonly Channel<(Uri Url, JsonObject Item)> queue = Channel.CreateUnbounded<(Uri, JsonObject)>();
    private readonly CancellationTokenSource stopping = new();
    private readonly SubscriptionBook book;
    private readonly FaultSwitches faults;
    private readonly HttpClient http;
    private readonly TimeProvider time;
    private readonly string mailbox;
    private readonly Task posting;

    public Notifier(SubscriptionBook book, MailStore store, FaultSwitches faults, HttpClient http, TimeProvider time, string mailbox)
    {
        (this.book, this.faults, this.http, this.time, this.mailbox) = (book, faults, http, time, mailbox);
        store.Arrived += Announce;
        posting = Task.WhenAll(Enumerable.Range(0, Posters).Select(_ => PostAllAsync()));
    }

    /// <summary>Removes a subscription as the service does when its owner's rights change.</summary>
    public void RemoveSubscription(Subscription subscription, bool tells)
    {
        book.Remove(subscription.Id);
        if (tells)
        {
            Tell(subscription, "subscriptionRemoved");
        }
    }

    public void Tell(Subscription subscription, string lifecycleEvent)
    {
        if (subscription.LifecycleUrl is { } url)
        {
            var item = ItemOf(subscription);
            item["lifecycleEvent"] = lifecycleEvent;
            queue.Writer.TryWrite((url, item));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await posting;
        stopping.Dispose();
    }

    private void Announce(StoredMail mail)
    {
        foreach (var subscription in book.Standing.Where(subscription => subscription.Folder == mail.Folder))
        {
            for (var times = faults.TimesToNotify(); times > 0; times--)
            {
                var item = ItemOf(subscription);
                item["changeType"] = "created";
                item["resource"] = $"Users/{mailbox}/Messages/{mail.ImmutableId}";
                item["resourceData"] = new JsonObject
                {
                    ["@odata.type"] = "#Microsoft.Graph.Message",
                    ["@odata.id"] = $"Users/{mailbox}/Messages/{mail.ImmutableId}",
                    ["@odata.etag"] = $"W/\"{mail.Change}\"",
                    ["id"] = mail.ImmutableId,
                };
                queue.Writer.TryWrite((subscription.NotificationUrl, item));
            }
        }
    }

    private static JsonObject ItemOf(Subscription subscription) => new()
    {
        ["subscriptionId"] = subscription.Id,
        ["subscriptionExpirationDateTime"] = subscription.ExpiresAt.ToString("O"),
        ["clientState"] = subscription.ClientState,
        ["tenantId"] = "84bd8158-6d4d-4958-8b9f-9d6445542f95",
    };

    private async Task PostAllAsync()
    {
        try
        {
            await foreach (var (url, item) in queue.Reader.ReadAllAsync(stopping.Token))
            {
                var items = new JsonArray(item);
                while (items.Count < 20 && queue.Reader.TryPeek(out var next) && next.Url == url && queue.Reader.TryRead(out next))
                {
                    items.Add(next.Item);
                }

                await PostAsync(url, new JsonObject { ["value"] = items }.ToJsonString());
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
    }

    private async Task PostAsync(Uri url, string body)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            try
            {
                using var answer = await http.PostAsync(url, new StringContent(body, Encoding.UTF8, "application/json"), stopping.Token);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException && !stopping.IsCancellationRequested)
            {
                // Tried again as any refusal.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(250 * (1 << Math.Min(attempt, 5))), time, stopping.Token);
        }
    }
}
