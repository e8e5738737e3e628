using System.Text.Json;
using System.Text.Json.Serialization;
using Router.Requests;

namespace Router.Triage.SecondOpinions;

/// <summary>The only thing that an answer may say. Whatever else it holds, and whatever is not exactly this, is no answer.</summary>
internal static class OpinionAnswer
{
    private const int LongestAnswer = 200;

    /// <summary>The JSON schema that the answer is bound to (structured outputs; https://learn.microsoft.com/azure/ai-foundry/openai/how-to/structured-outputs).</summary>
    public static JsonElement Schema { get; } = JsonDocument.Parse("""
        {
          "type": "object",
          "properties": { "kind": { "type": "string", "enum": ["doing", "building", "fixing", "unclear"] } },
          "required": ["kind"],
          "additionalProperties": false
        }
        """).RootElement;

    /// <returns>Null for <c>unclear</c> and for anything but the schema's own form.</returns>
    public static RequestKind? Read(string? answer)
    {
        if (answer is null || answer.Length > LongestAnswer)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(answer, OpinionJsonContext.Default.OpinionDocument)?.Kind switch
            {
                "doing" => RequestKind.Doing,
                "building" => RequestKind.Building,
                "fixing" => RequestKind.Fixing,
                _ => null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

internal sealed record OpinionDocument(string? Kind);

/// <summary>A customer's message as the language model gets it: data, never instructions.</summary>
internal sealed record OpinionQuestion(string Subject, string Text);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(OpinionDocument))]
[JsonSerializable(typeof(OpinionQuestion))]
internal sealed partial class OpinionJsonContext : JsonSerializerContext;
