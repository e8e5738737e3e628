using System.Text;
using Router.Intake;
using Router.Requests;

namespace Router.Unit.Intake;

/// <summary>Builds what the HTTP triggers hand to intake.</summary>
internal static class Payload
{
    public static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_614_265_330);

    public static InboundPayload Of(byte[] body, string? contentType, params (string Name, string Value)[] headers) =>
        new(body, contentType, headers.ToDictionary(header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase), Now);

    public static InboundPayload Json(string body, params (string Name, string Value)[] headers) =>
        Of(Encoding.UTF8.GetBytes(body), "application/json; charset=utf-8", headers);

    public static InboundRequest Accepted(IntakeResult result) => Assert.IsType<IntakeResult.Accepted>(result).Request;

    public static IntakeResult.Ignored Ignored(IntakeResult result) => Assert.IsType<IntakeResult.Ignored>(result);

    public static Problem Refused(IntakeResult result, int status, string code)
    {
        var problem = Assert.IsType<IntakeResult.Refused>(result).Problem;
        Assert.Equal((status, code), (problem.Status, problem.Code));
        return problem;
    }
}
