using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Graph.Users.Item.MailFolders.Item.Messages.Delta;
using Router.Mailbox;
using MailboxItem = Router.Mailbox.MailboxItem;

namespace Router.Connectors.Graph;

/// <summary>The mailbox by Microsoft Graph v1.0.</summary>
internal sealed class GraphMailbox(GraphServiceClient graph, GraphCalls calls, IOptions<MailboxOptions> mailbox, IOptions<GraphOptions> options) : IMailbox
{
    private const string Prefer = "Prefer";
    private const string PageOf50 = "odata.maxpagesize=50";
    private const int MostOfOneMessageId = 5;
    private static readonly string[] ItemFields = ["id", "internetMessageId", "conversationId", "isDraft"];

    private Microsoft.Graph.Users.Item.UserItemRequestBuilder User => graph.Users[mailbox.Value.Address];

    public Task<byte[]?> ReadMimeAsync(string id, CancellationToken cancellationToken) => calls.FindAsync(
        async token =>
        {
            using var content = await User.Messages[id].Content.GetAsync(cancellationToken: token) ?? throw Empty();
            using var bytes = new MemoryStream();
            await content.CopyToAsync(bytes, token);
            return bytes.ToArray();
        },
        cancellationToken);

    public Task<MailboxItem?> FindAsync(string id, CancellationToken cancellationToken) => calls.FindAsync(
        async token => ToItem(await User.Messages[id].GetAsync(
            request => request.QueryParameters.Select = ItemFields, token) ?? throw Empty()),
        cancellationToken);

    public Task<IReadOnlyList<MailboxItem>> FindByMessageIdAsync(string messageId, CancellationToken cancellationToken) => calls.RunAsync<IReadOnlyList<MailboxItem>>(
        async token =>
        {
            var found = await User.Messages.GetAsync(
                request =>
                {
                    request.QueryParameters.Filter = $"internetMessageId eq '<{messageId.Replace("'", "''", StringComparison.Ordinal)}>'";
                    request.QueryParameters.Select = ItemFields;
                    request.QueryParameters.Top = MostOfOneMessageId;
                },
                token);
            return [.. (found?.Value ?? []).Select(ToItem)];
        },
        cancellationToken);

    public async Task<DeltaPage> ReadChangesAsync(string? link, DateTimeOffset since, CancellationToken cancellationToken)
    {
        try
        {
            return await calls.RunAsync(token => ReadPageAsync(link, since, token), cancellationToken);
        }
        catch (MailboxException old) when (old.Status == 410)
        {
            throw new DeltaExpiredException();
        }
    }

    public Task<MailboxItem> CreateDraftAsync(byte[] mime, CancellationToken cancellationToken) => calls.RunAsync(
        async token =>
        {
            // As MIME, for JSON takes none of the headers that a reply needs.
            var request = User.Messages.ToPostRequestInformation(new Message());
            request.Headers.Remove("Content-Type");
            request.SetStreamContent(new MemoryStream(Encoding.ASCII.GetBytes(Convert.ToBase64String(mime))), "text/plain");
            return ToItem(await graph.RequestAdapter.SendAsync(request, Message.CreateFromDiscriminatorValue, cancellationToken: token) ?? throw Empty());
        },
        cancellationToken);

    public Task SendAsync(string draftId, CancellationToken cancellationToken) => calls.RunAsync(
        async token =>
        {
            await User.Messages[draftId].Send.PostAsync(cancellationToken: token);
            return true;
        },
        cancellationToken,
        isRepeatable: false);

    public Task DeleteAsync(string id, CancellationToken cancellationToken) => calls.RunAsync(
        async token =>
        {
            await User.Messages[id].DeleteAsync(cancellationToken: token);
            return true;
        },
        cancellationToken);

    public Task<IReadOnlyList<MailSubscription>> ListSubscriptionsAsync(CancellationToken cancellationToken) => calls.RunAsync<IReadOnlyList<MailSubscription>>(
        async token => [.. ((await graph.Subscriptions.GetAsync(cancellationToken: token))?.Value ?? []).Where(IsOfFolder).Select(ToSubscription)],
        cancellationToken);

    public Task<MailSubscription> SubscribeAsync(SubscriptionRequest request, CancellationToken cancellationToken) => calls.RunAsync(
        async token => ToSubscription(await graph.Subscriptions.PostAsync(
            new Subscription
            {
                ChangeType = "created",
                NotificationUrl = request.NotificationUrl.ToString(),
                LifecycleNotificationUrl = request.LifecycleUrl.ToString(),
                Resource = Resource,
                ClientState = request.ClientState,
                ExpirationDateTime = request.Until,
            },
            cancellationToken: token) ?? throw Empty()),
        cancellationToken);

    public Task<MailSubscription?> RenewAsync(string subscriptionId, DateTimeOffset until, CancellationToken cancellationToken) => calls.FindAsync(
        async token => ToSubscription(await graph.Subscriptions[subscriptionId].PatchAsync(new Subscription { ExpirationDateTime = until }, cancellationToken: token) ?? throw Empty()),
        cancellationToken);

    public Task UnsubscribeAsync(string subscriptionId, CancellationToken cancellationToken) => calls.FindAsync<object>(
        async token =>
        {
            await graph.Subscriptions[subscriptionId].DeleteAsync(cancellationToken: token);
            return subscriptionId;
        },
        cancellationToken);

    private string Resource => $"/users/{mailbox.Value.Address}/mailFolders('{mailbox.Value.Folder}')/messages";

    private async Task<DeltaPage> ReadPageAsync(string? link, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var first = User.MailFolders[mailbox.Value.Folder].Messages.Delta;
        var page = await (link is null ? first : first.WithUrl(Ours(link))).GetAsDeltaGetResponseAsync(
            request =>
            {
                request.Headers.Add(Prefer, PageOf50);
                if (link is null)
                {
                    request.QueryParameters.Select = ItemFields;
                    request.QueryParameters.Filter = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"receivedDateTime ge {since.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}");
                }
            },
            cancellationToken);
        return page switch
        {
            { OdataNextLink: { } next } => new DeltaPage(Items(page), next, IsLast: false),
            { OdataDeltaLink: { } delta } => new DeltaPage(Items(page), delta, IsLast: true),
            _ => throw Empty(),
        };
    }

    // A link comes back from our own table: it must not lead our token elsewhere.
    private string Ours(string link) => Uri.TryCreate(link, UriKind.Absolute, out var url) && Uri.Compare(
            url, new Uri(options.Value.GraphUrl), UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0
        ? link
        : throw new DeltaExpiredException();

    private static IReadOnlyList<MailboxItem> Items(DeltaGetResponse page) =>
        [.. (page.Value ?? []).Where(message => !message.AdditionalData.ContainsKey("@removed")).Select(ToItem)];

    private bool IsOfFolder(Subscription subscription) =>
        subscription.Resource?.Trim('/').Equals(Resource.Trim('/'), StringComparison.OrdinalIgnoreCase) == true;

    private static MailboxItem ToItem(Message message) =>
        new(message.Id ?? throw Empty(), message.InternetMessageId?.Trim('<', '>', ' '), message.ConversationId, message.IsDraft ?? false);

    private static MailSubscription ToSubscription(Subscription subscription) => new(
        subscription.Id ?? throw Empty(),
        Uri.TryCreate(subscription.NotificationUrl, UriKind.Absolute, out var url) ? url : null,
        subscription.ExpirationDateTime ?? throw Empty());

    private static MailboxException Empty() => new(502, "EmptyAnswer", null, null);
}
