using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// Starts a function for each message of a queue. It has the name, namespace and shape of the attribute in Microsoft.Azure.Functions.Worker.Extensions.ServiceBus,
/// and takes its place where that package can't be restored; see infra/decisions/0023. Both of the Sdk's generators read it by shape.
/// </summary>
/// <param name="queueName">The queue's name.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ServiceBusTriggerAttribute(string queueName) : TriggerBindingAttribute, ISupportCardinality
{
    // Not named after the property: the generator fails with CS8785 on a field called isBatched.
    private bool takesMany;

    public string QueueName { get; } = queueName;

    /// <summary>The setting, or the prefix of settings, that says which namespace to connect to; unset, the extension's default: AzureWebJobsServiceBus.</summary>
    public string? Connection { get; set; }

    [DefaultValue(false)]
    public bool IsBatched
    {
        get => takesMany;
        set => takesMany = value;
    }

    Cardinality ISupportCardinality.Cardinality
    {
        get => takesMany ? Cardinality.Many : Cardinality.One;
        set => takesMany = value == Cardinality.Many;
    }
}
