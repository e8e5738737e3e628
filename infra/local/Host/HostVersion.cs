namespace Router.FunctionsHost;

internal static class HostVersion
{
    /// <summary>The host whose behaviour this one follows, and whose version it tells the worker.</summary>
    public const string Text = "4.1037.0.0";
}
