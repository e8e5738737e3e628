using System.Globalization;
using Amqp;
using Amqp.Framing;
using Amqp.Types;

namespace Router.FunctionsHost.Queues.Amqp;

/// <summary>The status in an answer of <c>$cbs</c> (<c>status-code</c>) or <c>$management</c> (<c>statusCode</c>).</summary>
internal static class AmqpStatus
{
    public static void Demand2xx(Message answer, string what)
    {
        var code = 0;
        var description = "";
        // Some brokers answer with text keys where others have symbols: looking a key up by its type would miss them.
        foreach (var (key, value) in answer.ApplicationProperties?.Map ?? [])
        {
            switch (key.ToString())
            {
                case "status-code" or "statusCode":
                    code = Convert.ToInt32(value, CultureInfo.InvariantCulture);
                    break;
                case "status-description" or "statusDescription":
                    description = value?.ToString() ?? "";
                    break;
                default:
                    break;
            }
        }

        if (code is < 200 or > 299)
        {
            var condition = code == 401 ? (Symbol)"amqp:unauthorized-access" : (Symbol)ErrorCode.InternalError;
            throw new AmqpException(new Error(condition) { Description = $"{what} was refused with {code} {description}" });
        }
    }
}
