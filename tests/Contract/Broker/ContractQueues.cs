namespace Router.Contract.Broker;

/// <summary>The queues that the suites use; a real namespace has to have the same.</summary>
internal static class ContractQueues
{
    public const string Plain = "contract-plain";
    public const string Other = "contract-other";
    public const string Deduplicating = "contract-duplicates";
    public const string Short = "contract-short";
    public const string Sessions = "contract-sessions";

    /// <summary>In the official emulator's format.</summary>
    public const string ConfigJson = """
        {"UserConfig":{"Namespaces":[{"Name":"contract","Queues":[
          {"Name":"contract-plain","Properties":{"LockDuration":"PT1M","MaxDeliveryCount":3}},
          {"Name":"contract-other"},
          {"Name":"contract-duplicates","Properties":{"RequiresDuplicateDetection":true,"DuplicateDetectionHistoryTimeWindow":"PT10M"}},
          {"Name":"contract-short","Properties":{"DefaultMessageTimeToLive":"PT1H","DeadLetteringOnMessageExpiration":true}},
          {"Name":"contract-sessions","Properties":{"RequiresSession":true}}
        ],"Topics":[{"Name":"contract-topic","Properties":{"RequiresDuplicateDetection":true},"Subscriptions":[
          {"Name":"all"},
          {"Name":"bugs","Properties":{"MaxDeliveryCount":2},"Rules":[
            {"Name":"kind","Properties":{"FilterType":"Correlation","CorrelationFilter":{"Label":"bug","Properties":{"severity":1}}}},
            {"Name":"type","Properties":{"FilterType":"Correlation","CorrelationFilter":{"ContentType":"application/bug"}}}]}
        ]}]}]}}
        """;
}
