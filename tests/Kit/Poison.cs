using System.Text;
using Router.Messaging;

namespace Router.Kit;

/// <summary>Fifty kinds of messages that nobody can handle.</summary>
internal static class Poison
{
    private const string Nobody = "0123456789abcdef0123456789abcdef";

    private static readonly string[] Texts =
    [
        "", " ", "\0", "null", "true", "7", "1e999", "\"TriageRequest\"", "[]", "{}", "{", "}{", "[[[[", "{\"message\":", "not json at all", "<xml/>", "<html><script>alert(1)</script>",
        "{\"message\":\"TriageRequest\"}", "{\"partition\":\"" + Nobody + "\"}", "{\"message\":null,\"partition\":null}",
        Envelope(partition: "[]"), Envelope(partition: "7"), Envelope(partition: "\"\""), Envelope(partition: "\"a\\u0000b\""), Envelope(partition: "\"' or 1 eq 1\""),
        Envelope(partition: "\"../requests\""), Envelope(partition: "\"a/b#c?d\""), Envelope(partition: "\"ünïcode\""), Envelope(partition: $"\"{new string('a', 1000)}\""),
        Envelope(partition: $"\"{new string('a', 3000)}\""), Envelope(partition: $"\"{Nobody}\""), Envelope(partition: $"\"{Nobody.ToUpperInvariant()}\""), Envelope(partition: $"\"{Nobody} \""),
        Envelope("\"triagerequest\""), Envelope("\"Nothing\""), Envelope("\"\""), Envelope("7"), Envelope("\"Triage\\u200bRequest\""),
        Envelope(more: ",\"attempt\":\"first\""), Envelope(more: ",\"attempt\":99999999999"), Envelope(more: ",\"attempt\":-2147483648"), Envelope(more: ",\"attempt\":2147483647"),
        Envelope(more: ",\"mailKey\":{}"), Envelope(more: ",\"extra\":" + new string('[', 200)), Envelope() + Envelope(), Envelope() + " // said twice", "\ufeff" + Envelope(),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(Envelope())), Envelope(more: $",\"extra\":\"{new string('x', 150_000)}\""),
    ];

    /// <summary>Bodies, each with the queue that it goes to.</summary>
    public static IReadOnlyList<(string Queue, byte[] Body)> Kinds { get; } =
    [
        .. Texts.Select(Encoding.UTF8.GetBytes).Append(Encoding.Unicode.GetBytes(Envelope()))
            .Index().Select(each => (QueueNames.All[each.Index % QueueNames.All.Count], each.Item)),
    ];

    private static string Envelope(string message = "\"TriageRequest\"", string partition = $"\"{Nobody}\"", string more = "") =>
        $"{{\"message\":{message},\"partition\":{partition}{more}}}";
}
