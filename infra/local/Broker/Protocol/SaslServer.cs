using Amqp.Sasl;
using Amqp.Types;

namespace Router.Broker.Protocol;

/// <summary>
/// The SASL layer, before AMQP begins. Our AMQP header goes out only after the client's has come: sent in one chunk with the outcome
/// it stalls the JavaScript client.
/// </summary>
internal static class SaslServer
{
    private const byte SaslFrame = 1;
    private static readonly Symbol[] Mechanisms = ["ANONYMOUS", "MSSBCBS", "PLAIN"];

    /// <summary>Null when the peer was refused; otherwise whether its mechanism carried a valid key.</summary>
    public static async Task<bool?> NegotiateAsync(FrameReader reader, FrameWriter writer, Func<string, string, bool> isKey, CancellationToken cancellation)
    {
        writer.WriteHeader(3);
        writer.Write(SaslFrame, 0, new SaslMechanisms { SaslServerMechanisms = Mechanisms });
        if (await reader.ReadFrameAsync(cancellation) is not { Command: SaslInit init })
            return null;
        bool? result = (string)init.Mechanism switch
        {
            "ANONYMOUS" or "MSSBCBS" => false,
            "PLAIN" when IsPlainKey(init.InitialResponse, isKey) => true,
            _ => null,
        };
        writer.Write(SaslFrame, 0, new SaslOutcome { Code = result is null ? SaslCode.Auth : SaslCode.Ok });
        return result;
    }

    private static bool IsPlainKey(byte[]? response, Func<string, string, bool> isKey)
    {
        var parts = System.Text.Encoding.UTF8.GetString(response ?? []).Split('\0');
        return parts.Length == 3 && isKey(parts[1], parts[2]);
    }
}
