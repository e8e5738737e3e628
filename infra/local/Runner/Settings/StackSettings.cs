using Router.FunctionsHost.Definitions;

namespace Router.Runner.Settings;

/// <summary>What of the settings has to change for the ports in use, and which services the settings ask for at all.</summary>
internal sealed record StackSettings(HostSettings Settings, Ports Ports, string? Mailbox = null)
{
    private const string Storage = "AzureWebJobsStorage";
    private const string ServiceBus = "ServiceBus";

    // Azurite's published development account; no secret.
    private const string Account = "devstoreaccount1";
    private const string AccountKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>Taken and given on this machine's loopback only.</summary>
    public const string GraphKey = "key-of-the-stand-in-on-this-machine";

    public const string MailboxAddress = "support@router.example";

    /// <summary>False when the settings name a storage account of their own.</summary>
    public bool WantsAzurite => Settings[Storage] is null or "" or "UseDevelopmentStorage=true";

    /// <summary>False when the settings name a Service Bus namespace in Azure.</summary>
    public bool WantsBroker => BusParts.ContainsKey("UseDevelopmentEmulator");

    public string KeyName => BusParts.GetValueOrDefault("SharedAccessKeyName") ?? "RootManageSharedAccessKey";

    public string Key => BusParts.GetValueOrDefault("SharedAccessKey") ?? throw RunnerException.OfUsage("The setting ServiceBus has no SharedAccessKey.");

    private Dictionary<string, string> BusParts => (Settings[ServiceBus] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries)
        .Select(part => part.Split('=', 2)).Where(part => part.Length == 2).DistinctBy(part => part[0], StringComparer.OrdinalIgnoreCase).ToDictionary(part => part[0], part => part[1], StringComparer.OrdinalIgnoreCase);

    /// <summary>Environment variables for the Functions host; they overrule the settings file.</summary>
    public IReadOnlyDictionary<string, string> Overrides()
    {
        var overrides = new Dictionary<string, string> { ["Site__Url"] = $"http://127.0.0.1:{Ports.Site}" };
        if (WantsAzurite)
        {
            overrides[Storage] = $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={AccountKey};"
                + $"BlobEndpoint=http://127.0.0.1:{Ports.Blob}/{Account};QueueEndpoint=http://127.0.0.1:{Ports.Queue}/{Account};TableEndpoint=http://127.0.0.1:{Ports.Table}/{Account};";
        }

        if (WantsBroker)
        {
            overrides[ServiceBus] = $"Endpoint=sb://127.0.0.1:{Ports.Broker};SharedAccessKeyName={KeyName};SharedAccessKey={Key};UseDevelopmentEmulator=true";
        }

        if (Mailbox is not null)
        {
            overrides["Mailbox__Address"] = MailboxAddress;
            overrides["Mailbox__GraphUrl"] = $"http://127.0.0.1:{Ports.Graph}/v1.0";
            overrides["Mailbox__AccessKey"] = GraphKey;
            overrides["Mailbox__ClientState"] = GraphKey;
            overrides["Mailbox__ReconcileMinutes"] = "1";
        }

        return overrides;
    }
}
