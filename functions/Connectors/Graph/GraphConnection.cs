using Azure.Core;
using Microsoft.Extensions.Options;
using Microsoft.Graph;
using Router.Mailbox;
using Router.Mailbox.Checks;

namespace Router.Connectors.Graph;

/// <summary>What the mailbox needs to know of Graph beside mail.</summary>
internal sealed class GraphConnection(GraphServiceClient graph, GraphCalls calls, Func<TokenCredential> credential, IOptions<MailboxOptions> mailbox, IOptions<GraphOptions> options)
    : IMailboxConnection
{
    public string Name => options.Value.IsStandIn ? $"a stand-in at {options.Value.GraphUrl}" : "Microsoft Graph";

    public bool CanPostTo(string url) => options.Value.IsStandIn || url.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    public IMailbox MailboxOf(string address) =>
        new GraphMailbox(graph, calls, Options.Create(new MailboxOptions { Address = address, Folder = mailbox.Value.Folder }), options);

    public bool NeedsToken => !options.Value.IsStandIn;

    public async Task<CheckLine> CheckTokenAsync(CancellationToken cancellationToken)
    {
        var token = await credential().GetTokenAsync(GraphAccess.Scope, cancellationToken);
        var wide = TokenRoles.Of(token.Token).Where(role => role.StartsWith("Mail.", StringComparison.Ordinal)).ToList();
        return wide.Count == 0
            ? new(CheckVerdict.Fine, "token", "no mail permission of its own, as it should be where Exchange grants it for the one mailbox")
            : new(CheckVerdict.Doubtful, "token", $"{string.Join(", ", wide)} for every mailbox of the tenant: remove them in Entra ID once Exchange grants them for the one mailbox");
    }
}
