using Router.Requests;

namespace Router.Pages.Requests;

/// <param name="MayDecide">False for whoever may only read it.</param>
/// <param name="IsOpening">True for the mail that opened the request: it is not held, and only brings in nobody.</param>
internal sealed record BeliefFormModel(string RequestId, string MailKey, MailDoubt Doubt, bool MayDecide, bool IsOpening = false)
{
    public string Action => $"/requests/{RequestId}/mails/{MailKey}/belief";

    public string Meaning => (Doubt.State, IsOpening) switch
    {
        (DoubtState.Believed, _) => $"{Doubt.By} believes it.",
        (DoubtState.Rejected, _) => $"{Doubt.By} says that it is not from them.",
        (_, true) => "Those in its copy can't write in this request, and nobody gets an automatic answer.",
        _ => "It is held: nothing follows from it.",
    };
}
