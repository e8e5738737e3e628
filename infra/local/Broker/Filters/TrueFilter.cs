namespace Router.Broker.Filters;

/// <summary>Lets everything through; the rule <c>$Default</c> of a new subscription.</summary>
internal sealed class TrueFilter : IMessageFilter
{
    public bool Matches(FilterableProperties message) => true;
}
