namespace Router.Crash;

/// <summary>A kind for each channel, so that every destination is on some channel's way; the mail is so large that its bytes stand in a blob.</summary>
internal static class Asks
{
    private static readonly string Quoted = string.Concat(Enumerable.Repeat("> You are invited to the project and can accept until Friday.\n", 700));

    public static (string Subject, string Text) Of(string channel, string key) => channel switch
    {
        "email" => ($"Accepting an invitation fails {CrashCase.Canary}", $"The person I invited can't accept the invitation: clicking accept shows an error and nothing happens. {key}\n\nOn Monday Kim wrote:\n{Quoted}"),
        "form" => ($"Feature request {key}", $"It would be great if the product could export topic {key} as a spreadsheet. Please add this feature. {CrashCase.Canary}"),
        _ => ($"How do I publish an item? {CrashCase.Canary}", $"How do I publish a content item? Where can I find the steps? {key}"),
    };
}
