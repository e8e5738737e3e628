using System.Text.Json;
using System.Text.Json.Serialization;
using Router.Intake.Email;
using Router.Intake.Email.Senders;
using Router.Requests;

namespace Router.Unit.Intake.Email.Senders;

/// <summary>One line of tests/Data/Mail/authentication/cases.jsonl: what a mail host wrote above a party's or colleague's mail, and whether its sender is believed.</summary>
/// <param name="Host">The setting Email__AuthenticationHost.</param>
/// <param name="Read">The setting Email__AuthenticationHeaders.</param>
/// <param name="From">Whose name it bears; the customer's where it is not given.</param>
/// <param name="Posted">True where somebody posted it, false where it was read from the mailbox.</param>
/// <param name="Expect">"Believed", or one of <see cref="SenderDoubt"/>.</param>
/// <param name="Headers">Topmost first, as they stand in the mail.</param>
internal sealed record SenderCase(string Id, string Host, AuthenticationHeaders Read, string? From, bool Posted, string Expect, IReadOnlyList<string> Headers)
{
    public const string Believed = "Believed";
    private const string Customer = "kim@customer.example";

    public static IReadOnlyList<SenderCase> All { get; } =
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "Mail", "authentication", "cases.jsonl")).Select(line => JsonSerializer.Deserialize(line, SenderCaseJson.Default.SenderCase)!)];

    public ParsedMail Mail => Email.Mail.Parsed(
        $"{string.Concat(Headers.Select(header => header + "\r\n"))}From: <{From ?? Customer}>\r\nTo: support@own.example\r\nCc: mallory@evil.example\r\nMessage-ID: <new@customer.example>\r\nIn-Reply-To: <ours@own.example>\r\nSubject: Re: Help\r\n\r\nPlease reset my password.");

    public OwnMail Own => new(
        new EmailOptions { Addresses = "support@own.example", Domains = "own.example", AuthenticationHost = Host, AuthenticationHeaders = Read }, TestTeam.Team);

    public SenderDoubt? Doubt => SenderCheck.DoubtOf(Mail, Own, isFromMailbox: !Posted);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(SenderCase))]
internal sealed partial class SenderCaseJson : JsonSerializerContext;
