using System.Text.Json;

namespace Router.FunctionsHost.Handler;

internal enum Answer
{
    Success,
    Failure,

    /// <summary>The real host never notices this answer: the call hangs until functionTimeout ends the process.</summary>
    Unheard,
}

/// <summary>How the real host takes the answer to a queue or timer call.</summary>
internal static class AnswerPolicy
{
    public static Answer Judge(int status, ReadOnlyMemory<byte> body)
    {
        if (status is < 200 or > 299)
        {
            return Answer.Failure;
        }

        if (status == 204 || body.Span.TrimStart(" \t\r\n"u8).IsEmpty)
        {
            return Answer.Unheard;
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind switch
            {
                JsonValueKind.Object => Answer.Success,
                JsonValueKind.Null => Answer.Unheard,
                _ => Answer.Failure,
            };
        }
        catch (JsonException)
        {
            return Answer.Failure;
        }
    }
}
