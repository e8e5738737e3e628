using Router.Intake.Webhooks.Schemes;

namespace Router.Connectors;

/// <summary>One other system: what talks to it, and which seams of the features it fills.</summary>
internal interface IConnector
{
    /// <summary>How its webhooks are taken in; null where it sends none.</summary>
    WebhookScheme? Webhooks => null;

    void AddTo(IHostApplicationBuilder builder)
    {
    }
}
