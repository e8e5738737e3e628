using Microsoft.Extensions.Options;
using Router.Messaging;
using Router.Subscribers.Deliveries;
using Router.Subscribers.Guard;

namespace Router.Subscribers;

internal static class SubscribersRegistration
{
    public static void AddSubscribers(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<FactDeliveryOptions>().BindConfiguration("FactDelivery").ValidateOnStart();
        services.AddSingleton<IValidateOptions<FactDeliveryOptions>, FactDeliveryOptionsValidator>();
        services.AddOptions<SubscribersOptions>().Configure<IConfiguration>(ReadSubscribers).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SubscribersOptions>, SubscribersOptionsValidator>();
        services.AddSingleton<SubscriptionList>();
        services.AddSingleton<IFactSource, SubscribedFacts>();
        services.AddSingleton<IHostResolver, SystemResolver>();
        services.AddSingleton<GuardedConnector>();
        services.AddSingleton<SubscriberClient>();
        services.AddSingleton<DeliveryStore>();
        services.AddSingleton<FactCourier>();
        services.AddSingleton<DeliveryLanes>();
        services.AddHostedService(provider => provider.GetRequiredService<DeliveryLanes>());
        services.AddSingleton<IMessageHandler, NotifySubscribersHandler>();
    }

    // By hand, as each child of the section is a subscriber's id and not a property.
    private static void ReadSubscribers(SubscribersOptions options, IConfiguration configuration)
    {
        foreach (var subscriber in configuration.GetSection(SubscribersOptions.Section).GetChildren())
        {
            options.ById[subscriber.Key] = new SubscriberSettings
            {
                Url = subscriber[nameof(SubscriberSettings.Url)],
                Facts = subscriber[nameof(SubscriberSettings.Facts)],
                IncludeText = subscriber[nameof(SubscriberSettings.IncludeText)],
                Secret = subscriber[nameof(SubscriberSettings.Secret)],
                PreviousSecret = subscriber[nameof(SubscriberSettings.PreviousSecret)],
            };
        }
    }
}
