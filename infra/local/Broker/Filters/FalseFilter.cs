namespace Router.Broker.Filters;

internal sealed class FalseFilter : IMessageFilter
{
    public bool Matches(FilterableProperties message) => false;
}
