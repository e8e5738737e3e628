using System.Text.Json;
using Router.Shared;

namespace Router.Unit.Triage;

/// <summary>Messages in the voice of support, each with the kind that a person gave it.</summary>
internal sealed record SupportMessage(string Id, string Title, string Body, RequestKind Kind)
{
    public static IReadOnlyList<SupportMessage> Read(string file) =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "Support", file)).Select(Parse)];

    private static SupportMessage Parse(string line)
    {
        var message = JsonDocument.Parse(line).RootElement;
        return new(
            message.GetProperty("id").GetString()!,
            message.GetProperty("title").GetString()!,
            message.GetProperty("body").GetString()!,
            Enum.Parse<RequestKind>(message.GetProperty("kind").GetString()!, ignoreCase: true));
    }
}
