using Router.Destinations.Answers;

namespace Router.Unit.Destinations.Answers;

public sealed class AnswerFinderTests
{
    private static readonly AnswerFinder Finder = new(SampleDocs.Library, SampleDocs.Options);

    [Theory]
    [InlineData("How do I create a redirect?", "", "/docs/redirects#create-a-redirect")]
    [InlineData("Redirect", "Hi, we renamed a page. Where can I create redirects for the old path? Thanks, Kim", "/docs/redirects#create-a-redirect")]
    [InlineData("Import of redirects", "Can I import redirects from a CSV file?", "/docs/redirects#import-redirects")]
    [InlineData("Inviting a colleague", "How can I invite a new team member to our instance?", "/docs/team-members#invite-a-team-member")]
    [InlineData("Question", "How do I change the role of a user?", "/docs/team-members#change-a-role")]
    [InlineData("email address", "I need to change the e-mail address of my user. How?", "/docs/team-members#change-the-email-address-of-a-user")]
    public void Find_DocumentedQuestion_ItsPassageFirst(string subject, string text, string path) =>
        Assert.Equal(path, Finder.Find(subject, text).Select(passage => passage.Path).FirstOrDefault());

    [Theory]
    [InlineData("", "")]
    [InlineData("Question", "Can you help me please?")]
    [InlineData("asdf qwer", "zxcv uiop hjkl")]
    [InlineData("Invoice", "Where can I download the invoice for March?")]
    [InlineData("Weather", "What will the weather be like in Berlin tomorrow?")]
    [InlineData("GraphQL", "How do I query content with GraphQL from Python?")]
    [InlineData("Cancel", "How do I cancel my plan and close the account?")]
    [InlineData("DNS", "Which DNS records do I need for my own domain?")]
    [InlineData("Changing content", "I need to change content across a set of data. Is this something you can do for me?")]
    [InlineData("Backup", "How can I restore a page from a backup of last week?")]
    [InlineData("Frage", "Wie kann ich meine Rechnung herunterladen?")]
    public void Find_NothingAboutIt_Gap(string subject, string text) => Assert.Empty(Finder.Find(subject, text));

    [Fact]
    public void Find_SameQuestion_SameAnswer() =>
        Assert.Equal(Finder.Find("Redirects", "How do I import or create redirects?"), Finder.Find("Redirects", "How do I import or create redirects?"));
}
