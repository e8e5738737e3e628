using Microsoft.Extensions.Options;
using Router.Requests;
using Router.Subscribers.Guard;
using Router.Teams;

namespace Router.Subscribers;

/// <summary>What the settings say of subscribers: their secrets, and whole subscribers that the team file does not name.</summary>
internal sealed class SubscribersOptions
{
    public const string Section = "Subscribers";

    public Dictionary<string, SubscriberSettings> ById { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The subscribers of the team file and of the settings; a setting rules over the team file.</summary>
    public IEnumerable<Subscriber> Declared(Team team) => team.Subscribers.Select(Overridden)
        .Concat(ById.Where(each => team.Subscribers.All(subscriber => !subscriber.Id.Equals(each.Key, StringComparison.OrdinalIgnoreCase)))
            .Select(each => Overridden(new Subscriber { Id = each.Key.ToLowerInvariant(), Url = "" })));

    public SubscriberSettings Of(Subscriber subscriber) => ById.GetValueOrDefault(subscriber.Id) ?? new SubscriberSettings();

    private Subscriber Overridden(Subscriber subscriber) => Of(subscriber) is var settings
        ? subscriber with
        {
            Url = settings.Url ?? subscriber.Url,
            Facts = settings.Facts is { } facts ? facts.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries) : subscriber.Facts,
            IncludeText = bool.TryParse(settings.IncludeText, out var includes) ? includes : subscriber.IncludeText,
        }
        : subscriber;
}

internal sealed class SubscriberSettings
{
    public string? Url { get; init; }

    /// <summary>By commas or blanks.</summary>
    public string? Facts { get; init; }

    /// <summary>"true" or "false".</summary>
    public string? IncludeText { get; init; }

    public string? Secret { get; init; }

    /// <summary>Signs beside the current one while the receiver is being moved to it.</summary>
    public string? PreviousSecret { get; init; }
}

/// <summary>No subscriber without an address that may be called and a secret that signs: the app would start and tell nobody, or tell without proof.</summary>
internal sealed class SubscribersOptionsValidator(Team team, IOptions<FactDeliveryOptions> delivery) : IValidateOptions<SubscribersOptions>
{
    public ValidateOptionsResult Validate(string? name, SubscribersOptions options)
    {
        var faults = options.Declared(team).SelectMany(subscriber => Faults(subscriber, options.Of(subscriber))).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private IEnumerable<string> Faults(Subscriber subscriber, SubscriberSettings settings)
    {
        var setting = $"{SubscribersOptions.Section}__{subscriber.Id}__";
        if (!TeamRules.IsSubscriberId(subscriber.Id))
        {
            yield return $"{setting}Url names a subscriber whose id may hold only up to 64 letters, digits and hyphens.";
        }

        if (subscriber.Url.Length == 0)
        {
            yield return $"{setting}Url is not set, and the team file names no subscriber \"{subscriber.Id}\".";
        }
        else if (SubscriberUrlPolicy.Fault(subscriber.Url, delivery.Value.AllowLoopback) is { } fault)
        {
            yield return $"The url of subscriber \"{subscriber.Id}\" (the team file, or {setting}Url) {fault}";
        }

        foreach (var unknown in subscriber.Facts.Except(FactTypes.All))
        {
            yield return $"{setting}Facts holds \"{unknown}\"; there are {string.Join(", ", FactTypes.All)}.";
        }

        if (settings.IncludeText is { } includes && !bool.TryParse(includes, out _))
        {
            yield return $"{setting}IncludeText must be true or false.";
        }

        if (string.IsNullOrEmpty(settings.Secret))
        {
            yield return $"{setting}Secret is not set: subscriber \"{subscriber.Id}\" could not tell our facts from anybody's.";
        }

        foreach (var (part, secret) in new[] { ("Secret", settings.Secret), ("PreviousSecret", settings.PreviousSecret) })
        {
            if (!string.IsNullOrEmpty(secret) && FactSigner.KeyOf(secret) is null)
            {
                yield return $"{setting}{part} is no Standard Webhooks secret: use \"whsec_\" and the base64 of 24 to 64 random bytes.";
            }
        }
    }
}
