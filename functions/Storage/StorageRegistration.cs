using Microsoft.Extensions.Options;

namespace Router.Storage;

internal static class StorageRegistration
{
    public static void AddStorage(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<StorageOptions>()
            .BindConfiguration("Storage")
            .Configure<IConfiguration>((options, settings) => options.ConnectionString = settings["AzureWebJobsStorage"])
            .ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>();
        builder.Services.AddSingleton<StorageAccount>();
        builder.Services.AddSingleton<PendingStore>();
        builder.Services.AddSingleton<PartitionStore>();
        builder.Services.AddSingleton<ConversationReader>();
        builder.Services.AddSingleton<RawPayloadStore>();
        builder.Services.AddSingleton<AttachmentStore>();
        builder.Services.AddSingleton<MailboxStore>();
        builder.Services.AddSingleton<ThreadIndex>();
        builder.Services.AddSingleton<AutomaticReplyLog>();
        builder.Services.AddSingleton<KnownPeople>();
        builder.Services.AddSingleton<ViewStore>();
        builder.Services.AddSingleton<SearchFeed>();
    }
}
