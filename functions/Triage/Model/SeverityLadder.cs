namespace Router.Triage.Model;

/// <summary>Chooses a step of a ladder: the middle of the probabilities, because a guess two steps off costs more than two guesses one step off.</summary>
internal static class SeverityLadder
{
    public static int Decide(ReadOnlySpan<float> probabilities)
    {
        var sum = 0f;
        for (var step = 0; step < probabilities.Length; step++)
            if ((sum += probabilities[step]) >= 0.5f)
                return step;
        return probabilities.Length - 1;
    }
}
