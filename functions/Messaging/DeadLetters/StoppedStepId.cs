using System.Globalization;
using Router.Requests;

namespace Router.Messaging.DeadLetters;

/// <summary>Names a stopped step in a form or on a command line.</summary>
internal abstract record StoppedStepId
{
    private StoppedStepId()
    {
    }

    public static bool TryParse(string? text, out StoppedStepId? id)
    {
        id = text?.Split('.') switch
        {
            ["parked", var request] when RequestId.TryParse(request, out var known) => new Parked(known),
            ["dead", var queue, var number] when QueueNames.All.Contains(queue)
                && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) => new Dead(queue, sequence),
            _ => null,
        };
        return id is not null;
    }

    /// <summary>In our own state.</summary>
    internal sealed record Parked(RequestId Request) : StoppedStepId
    {
        public override string ToString() => $"parked.{Request}";
    }

    /// <summary>In a dead-letter queue.</summary>
    internal sealed record Dead(string Queue, long SequenceNumber) : StoppedStepId
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"dead.{Queue}.{SequenceNumber}");
    }
}
