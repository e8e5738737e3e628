using Router.Intake;
using Router.Intake.Bodies;

namespace Router.Triggers.Http;

/// <summary>Reads what may be read: as long as admitted, within the time for a body and the memory for all of them.</summary>
internal sealed class BoundedBody(BodyLimits limits)
{
    /// <returns>The body, or why it is refused. What is refused by its headers is left unread.</returns>
    public async Task<ReadBody> ReadAsync(HttpContext context, Admission admission)
    {
        var refusal = admission.Refusal ?? (context.Request.ContentLength > admission.MaxBytes ? admission.TooLong : null);
        if (refusal is not null)
        {
            return new ReadBody([], refusal, null);
        }

        var memory = limits.OpenMemory(context, admission.IsProven);
        var body = await ReadAsync(context, admission, memory);
        if (body.Problem is not null)
        {
            memory.Dispose();
        }

        return body;
    }

    private async Task<ReadBody> ReadAsync(HttpContext context, Admission admission, ByteShare memory)
    {
        using var deadline = limits.StartDeadline(context);
        try
        {
            var bytes = await BoundedBytes.ReadAsync(context.Request.Body, admission.MaxBytes, memory, deadline.Token);
            return bytes is null ? new ReadBody([], admission.TooLong, null) : new ReadBody(bytes, null, memory);
        }
        catch (Exception failure) when (BodyPace.ProblemOf(failure, context, admission.MaxBytes, deadline) is { } problem)
        {
            return new ReadBody([], problem, null);
        }
    }
}
