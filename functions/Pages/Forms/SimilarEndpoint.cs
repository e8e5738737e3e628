using Router.Intake.Forms;
using Router.Pages.Errors;
using Router.Requests;
using Router.Teams.Forms;

namespace Router.Pages.Forms;

internal static class SimilarEndpoint
{
    private const int MostCharacters = 1_200;

    public static async Task<IResult> FindAsync(string form, string? q, HttpContext context, FormCatalog forms, FormRates rates, SimilarAnswers similar)
    {
        if (forms.Find(form) is not { } found)
        {
            return ErrorResult.NotFound();
        }

        FormSites.Announce(context, found);
        if (rates.TrySearch(context.Request) is { } wait)
        {
            return new ErrorResult(Problem.TooMany(wait), "Too many");
        }

        var question = (q ?? "").Trim();
        return TypedResults.Json(
            question.Length == 0 ? new SimilarBody([], []) : await similar.FindAsync(found, question[..Math.Min(question.Length, MostCharacters)], context.RequestAborted),
            PagesJsonContext.Default.SimilarBody);
    }
}
