namespace Router.Contract.Broker;

/// <summary>Where a contract suite finds a namespace: this machine's broker, or the one that an environment variable names.</summary>
public sealed record ServiceBusEndpoint(string Host, int Port, bool Tls, string KeyName, string Key)
{
    /// <summary>A connection string of a real namespace or of any emulator, whose queues are made as <see cref="ContractQueues"/> says.</summary>
    public const string Variable = "ROUTER_CONTRACT_SERVICEBUS";

    public static ServiceBusEndpoint? FromEnvironment()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } text)
            return null;
        var parts = text.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=', 2))
            .ToDictionary(part => part[0], part => part[1], StringComparer.OrdinalIgnoreCase);
        var (address, isEmulator) = (new Uri(parts["Endpoint"]), parts.GetValueOrDefault("UseDevelopmentEmulator") == "true");
        var port = address.Port > 0 ? address.Port : isEmulator ? 5672 : 5671;
        return new ServiceBusEndpoint(address.Host, port, !isEmulator, parts["SharedAccessKeyName"], parts["SharedAccessKey"]);
    }

    /// <summary>As the product is given it.</summary>
    public string ConnectionString => Tls
        ? $"Endpoint=sb://{Host}/;SharedAccessKeyName={KeyName};SharedAccessKey={Key}"
        : $"Endpoint=sb://{Host}:{Port};SharedAccessKeyName={KeyName};SharedAccessKey={Key};UseDevelopmentEmulator=true";

    public string Audience(string entity) => $"amqp://{Host}/{entity}";
}
