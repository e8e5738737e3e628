namespace Router.Requests;

/// <summary>Names of what our mails are made of, as settings give them.</summary>
internal static class MailTemplates
{
    public const string Acknowledgement = "Acknowledgement";
    public const string AnsweredFromDocs = "AnsweredFromDocs";
    public const string DocumentationGap = "DocumentationGap";
    public const string AddedToBacklog = "AddedToBacklog";
    public const string BugFiled = "BugFiled";
    public const string Digest = "Digest";

    public static IReadOnlyList<string> Names { get; } = [Acknowledgement, AnsweredFromDocs, DocumentationGap, AddedToBacklog, BugFiled, Digest];
}
