using Microsoft.Extensions.Options;
using Router.Messaging.DeadLetters;

namespace Router.Messaging;

internal static class MessagingRegistration
{
    public static void AddMessaging(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<MessagingOptions>()
            .BindConfiguration("Messaging")
            .Configure<IConfiguration>((options, settings) => options.ConnectionString = settings["ServiceBus"])
            .ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<MessagingOptions>, MessagingOptionsValidator>();
        builder.Services.AddSingleton<IMessageSender, AmqpMessageSender>();
        builder.Services.AddSingleton<StageDispatcher>();
        builder.Services.AddHostedService(services => services.GetRequiredService<StageDispatcher>());
        builder.Services.AddSingleton<StageCommitter>();
        builder.Services.AddSingleton<OutboxRelay>();
        builder.Services.AddSingleton<ParkingLot>();
        builder.Services.AddSingleton<MessagePump>();
        builder.Services.AddSingleton<IDeadLetterQueues, AmqpDeadLetterQueues>();
        builder.Services.AddSingleton<DeadLetterJudge>();
        builder.Services.AddSingleton<DeadLetterSweep>();
        builder.Services.AddSingleton<StoppedWork>();
        builder.Services.AddSingleton<Replayer>();
    }
}
