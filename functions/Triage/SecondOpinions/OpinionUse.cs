using Router.Requests;

namespace Router.Triage.SecondOpinions;

/// <summary>What the language model cost and how often others agreed with it.</summary>
/// <param name="Asked">Requests on which it answered.</param>
/// <param name="Taken">Where it decided.</param>
/// <param name="AgreesWithModel">Where it said what the model of our own held for likeliest.</param>
/// <param name="JudgedByPersons">Where a person decided or corrected the kind afterwards.</param>
/// <param name="AgreesWithPersons">How many of these it had right.</param>
/// <param name="Cost">By the prices of the settings; null where none is set.</param>
internal sealed record OpinionUse(int Asked, int Taken, int AgreesWithModel, int JudgedByPersons, int AgreesWithPersons, long InputTokens, long OutputTokens, decimal? Cost)
{
    private const decimal Million = 1_000_000;

    public static OpinionUse Count(IEnumerable<Request> requests, SecondOpinionOptions options)
    {
        var given = requests.Where(request => request.Opinion is not null).Select(request => (Opinion: request.Opinion!, request.Decision)).ToList();
        var judged = given.Where(pair => pair.Decision is not null).ToList();
        var (input, output) = (given.Sum(pair => pair.Opinion.InputTokens), given.Sum(pair => pair.Opinion.OutputTokens));
        return new(
            given.Count,
            given.Count(pair => pair.Opinion.IsTaken),
            given.Count(pair => pair.Opinion.Said == pair.Opinion.Guess),
            judged.Count,
            judged.Count(pair => pair.Opinion.Said == pair.Decision!.Kind),
            input,
            output,
            options.InputPrice + options.OutputPrice > 0 ? ((input * options.InputPrice) + (output * options.OutputPrice)) / Million : null);
    }
}
