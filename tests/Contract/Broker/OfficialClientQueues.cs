using System.Text.Json.Nodes;
using Router.Broker;

namespace Router.Contract.Broker;

/// <summary>The contract's queues and more: one for each case that wants it to itself, and some that show a single thing.</summary>
internal static class OfficialClientQueues
{
    public const string JwtIssuer = "https://sts.example.com/tenant";
    private const int OneEach = 60;

    private const string More = """
        [
          {"Name":"contract-brief","Properties":{"LockDuration":"PT2S"}},
          {"Name":"contract-brief-too","Properties":{"LockDuration":"PT5S"}},
          {"Name":"contract-forwarding","Properties":{"ForwardTo":"contract-forwarded"}},
          {"Name":"contract-forwarding-dead","Properties":{"MaxDeliveryCount":1,"ForwardDeadLetteredMessagesTo":"contract-forwarded"}},
          {"Name":"contract-forwarded"}
        ]
        """;

    public static string KeyText => $"SharedAccessKeyName={Brokers.Options.KeyName};SharedAccessKey={Brokers.Options.Key}";

    public static BrokerOptions Options => Brokers.Options with { ConfigJson = Config(), HttpPort = 0, TlsPort = 0, JwtIssuer = JwtIssuer };

    private static string Config()
    {
        var config = JsonNode.Parse(ContractQueues.ConfigJson)!;
        var queues = config["UserConfig"]!["Namespaces"]![0]!["Queues"]!.AsArray();
        for (var number = 1; number <= OneEach; number++)
            queues.Add(new JsonObject { ["Name"] = $"case-{number:00}", ["Properties"] = new JsonObject { ["MaxDeliveryCount"] = 3 } });
        foreach (var queue in JsonNode.Parse(More)!.AsArray())
            queues.Add(queue!.DeepClone());
        var subscriptions = config["UserConfig"]!["Namespaces"]![0]!["Topics"]![0]!["Subscriptions"]!.AsArray();
        subscriptions.Add(JsonNode.Parse("""
            {"Name":"sql","Rules":[{"Name":"urgent","Properties":{"FilterType":"Sql","SqlFilter":{"SqlExpression":"sys.Label LIKE 'bug%' AND (severity >= 3 OR area IN ('pay', 'login')) AND muted IS NULL"}}}]}
            """));
        return config.ToJsonString();
    }
}
