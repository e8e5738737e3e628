namespace Router.Connectors;

/// <summary>One other system: what talks to it, and which seams of the features it fills.</summary>
internal interface IConnector
{
    void AddTo(IHostApplicationBuilder builder);
}
