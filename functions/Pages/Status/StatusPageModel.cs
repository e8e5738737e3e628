using Router.Pages.Frame;
using Router.Pages.Wording;
using Router.Requests;

namespace Router.Pages.Status;

/// <summary>What the customer sees of a request: their own words and how far it has come, nothing of the inside.</summary>
internal sealed record StatusPageModel(string Subject, string Text, string Number, DateTimeOffset ReceivedAt, string Sentence) : IPageModel
{
    public string Title => "Your request";

    public Section Section => Section.Customer;

    public static StatusPageModel From(Request request, string text) =>
        new(Words.Subject(request.Subject), text, request.Id[..8], request.ReceivedAt, SentenceOf(request));

    private static string SentenceOf(Request request) => request.State switch
    {
        RequestState.Received => "We have your request. It has not been looked at yet.",
        RequestState.Waiting => "We have your request. A person reads it to see who can help best.",
        RequestState.Routed => "We have your request and it is on its way to the people who can help.",
        RequestState.Landed => SentenceOf(request.Landing?.Place),
        RequestState.Ignored => "We have this message and keep it, but it does not look like a request, so nobody acts on it. If you need something, write to us in your own words.",
        _ => "We have your request. Something on our side keeps it from going on; a person will look at it. Nothing of it is lost.",
    };

    private static string SentenceOf(LandingPlace? place) => place switch
    {
        LandingPlace.Answer => "We drafted an answer to your request from our documentation.",
        LandingPlace.DocumentationGap => "Our documentation does not answer your request, so a person has to.",
        LandingPlace.Board => "What you ask for is before our product team, together with others who asked for the same. Not everything that is asked for gets built.",
        LandingPlace.Bugs => "What you describe is written up as a fault for the people who build that part.",
        _ => "Your request is where it belongs.",
    };
}
