using System.Globalization;
using Router.Operations;
using Router.Requests;
using Router.Teams;

namespace Router.Digests;

/// <summary>Writes a person's digest, as text and as HTML.</summary>
internal sealed class DigestBuilder(SiteAddress site)
{
    /// <summary>Null when there is nothing to say.</summary>
    public Mail? Build(string key, Person person, DateTimeOffset since, DateTimeOffset until, DigestNews news)
    {
        var contents = DigestContents.Of(person, since, until, news);
        if (!contents.HasNews)
        {
            return null;
        }

        var text = new DigestText();
        text.Paragraph($"Hello {person.Name},");
        text.Section("Waiting on you", contents.WaitingOnYou, ToLine(until));
        text.Section("New since the last digest", contents.New, ToLine(until));
        text.Section("Older than a week", contents.Aging, ToLine(until));
        text.Section("Owned by nobody", contents.Unowned, ToLine(until));
        text.Section("Most asked on your board", contents.MostAsked, ToLine);
        if (contents.Ignored > 0)
        {
            text.Paragraph(string.Create(CultureInfo.InvariantCulture, $"Not routed, as a machine or a spammer seems to have written it: {contents.Ignored} {(contents.Ignored == 1 ? "mail" : "mails")}. {site.Of("/requests?state=ignored")}"));
        }

        return new Mail(key, person.Email, person.Name, SubjectOf(contents), text.ToPlainText(), text.ToHtml(), until) { Template = MailTemplates.Digest };
    }

    private static string SubjectOf(DigestContents contents)
    {
        string[] counts = [Count(contents.WaitingOnYou, "waiting on you"), Count(contents.New, "new"), Count(contents.Aging, "older than a week"), Count(contents.Unowned, "owned by nobody")];
        return $"Support: {string.Join(", ", counts.Where(count => count.Length > 0))}";

        static string Count(IReadOnlyList<Request> requests, string what) =>
            requests.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{requests.Count} {what}");
    }

    private Func<Request, DigestLine> ToLine(DateTimeOffset until) => request => new DigestLine(
        request.Subject, $"{StandingOf(request)} {AgeOf(request.ReceivedAt, until)}", site.Of($"/requests/{request.Id}"));

    private DigestLine ToLine(BacklogItem item) => new(
        item.Title,
        item.Requests == 1 ? "Asked once." : string.Create(CultureInfo.InvariantCulture, $"Asked {item.Requests} times."),
        site.Of($"/board#{item.Id}"));

    private static string StandingOf(Request request) => request switch
    {
        { State: RequestState.Waiting } => "Unclear: decide whether to do, build or fix.",
        { State: RequestState.Parked } => "Parked: look at it and replay it.",
        { Landing.Place: LandingPlace.Bugs, MissingDetails.Count: > 0 } => $"Bug, {SeverityOf(request)}; missing: {string.Join(", ", request.MissingDetails)}.",
        { Landing.Place: LandingPlace.Bugs } => $"Bug, {SeverityOf(request)}.",
        { Landing: { } landing } => $"{landing.Summary}.",
        _ => "On its way.",
    };

    private static string SeverityOf(Request request) => $"{request.Severity ?? Severity.Low} severity".ToLowerInvariant();

    private static string AgeOf(DateTimeOffset receivedAt, DateTimeOffset until) => Math.Floor((until - receivedAt).TotalDays) switch
    {
        < 1 => "Received within a day.",
        1 => "Received a day ago.",
        var days => string.Create(CultureInfo.InvariantCulture, $"Received {days} days ago."),
    };
}
