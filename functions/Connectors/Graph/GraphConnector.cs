using Azure.Core;
using Microsoft.Extensions.Options;
using Microsoft.Graph;
using Router.Mailbox;

namespace Router.Connectors.Graph;

/// <summary>Microsoft Graph: the support mailbox.</summary>
internal sealed class GraphConnector : IConnector
{
    public void AddTo(IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<GraphOptions>().BindConfiguration(GraphOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<GraphOptions>, GraphOptionsValidator>();
        builder.Services.AddSingleton<GraphCalls>();
        builder.Services.AddSingleton(services => GraphAccess.ToClient(
            services.GetRequiredService<IOptions<GraphOptions>>().Value, services.GetRequiredService<TokenCredential>, services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<IMailbox, GraphMailbox>();
        builder.Services.AddSingleton<IMailNotificationReader, GraphNotifications>();
        builder.Services.AddSingleton<IMailboxConnection>(services => new GraphConnection(
            services.GetRequiredService<GraphServiceClient>(),
            services.GetRequiredService<GraphCalls>(),
            services.GetRequiredService<TokenCredential>,
            services.GetRequiredService<IOptions<MailboxOptions>>(),
            services.GetRequiredService<IOptions<GraphOptions>>()));
    }
}
