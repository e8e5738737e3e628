using Router.Requests;

namespace Router.Intake;

/// <summary>What a post's headers show before a byte of its body is read.</summary>
/// <param name="Refusal">Why it is refused; null where the body is read.</param>
/// <param name="MaxBytes">As much of the body is read.</param>
internal sealed record Admission(Problem? Refusal, long MaxBytes)
{
    /// <summary>The headers alone prove who sends.</summary>
    public bool IsProven { get; init; }

    /// <summary>Why a body is refused that is longer.</summary>
    public Problem TooLong { get; init; } = Problem.TooLarge(MaxBytes);
}
