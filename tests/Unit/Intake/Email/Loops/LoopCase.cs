using System.Text.Json;
using System.Text.Json.Serialization;
using Router.Intake.Email.Loops;

namespace Router.Unit.Intake.Email.Loops;

/// <summary>One line of tests/Data/Mail/loops/cases.jsonl: a mail, and whether it may get an automatic reply.</summary>
internal sealed record LoopCase(
    string Id, string Mail, NoReplyReason Expect, IReadOnlyList<PastReply>? History, DeliveryOutcome? Bounce, IReadOnlyList<string>? Ids, IReadOnlyList<string>? Recipients)
{
    public static IReadOnlyList<LoopCase> All { get; } =
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "Mail", "loops", "cases.jsonl")).Select(line => JsonSerializer.Deserialize(line, LoopCaseJson.Default.LoopCase)!)];
}

internal sealed record PastReply(string Conversation, string Address, int HoursAgo);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(LoopCase))]
internal sealed partial class LoopCaseJson : JsonSerializerContext;
