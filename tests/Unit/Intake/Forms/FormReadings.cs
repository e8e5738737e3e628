using Router.Intake;
using Router.Intake.Forms;
using Router.Requests;
using Router.Unit.Intake.Bodies;

namespace Router.Unit.Intake.Forms;

internal static class FormReadings
{
    /// <summary>Reads a post of the test team's form that lies in memory, so that every read has ended when it returns.</summary>
    public static IntakeResult Read(this FormIntake intake, string form, InboundPayload payload)
    {
        if (TestTeam.Forms.Find(form) is not { } found)
        {
            return new IntakeResult.Refused(Problem.FormUnknown());
        }

        using var content = new MemoryStream(payload.Body);
        var body = new FormBody(content, payload.ContentType, payload.Header(FormOrigin.KeyHeader), Shares.Unbounded, () => Stream.Null);
        var reading = intake.ReadAsync(found, body, CancellationToken.None);
        Assert.True(reading.IsCompleted);
        return reading.GetAwaiter().GetResult().Result;
    }
}
