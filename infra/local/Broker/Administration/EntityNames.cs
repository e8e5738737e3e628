using System.Text.RegularExpressions;

namespace Router.Broker.Administration;

/// <summary>Which names the service gives. https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules</summary>
internal static partial class EntityNames
{
    private const int Longest = 260;
    private const int LongestSubscription = 50;

    public static bool AreValid(AdministrationAddress address) =>
        address.Entity.Length <= Longest && EntityName().IsMatch(address.Entity)
        && (address.Subscription.Length == 0 || (address.Subscription.Length <= LongestSubscription && SubscriptionName().IsMatch(address.Subscription)));

    [GeneratedRegex(@"^[A-Za-z0-9]([A-Za-z0-9._~/-]*[A-Za-z0-9])?$", RegexOptions.CultureInvariant)]
    private static partial Regex EntityName();

    [GeneratedRegex(@"^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$", RegexOptions.CultureInvariant)]
    private static partial Regex SubscriptionName();
}
