using System.Text;
using Microsoft.Extensions.Options;
using Router.Intake;
using Router.Intake.Email;
using Router.Requests;

namespace Router.Unit.Intake.Email;

internal static class Mail
{
    public const string Secret = "0123456789abcdef";

    /// <summary>Ann, who sends what <see cref="Of"/> makes, is a colleague.</summary>
    private static readonly EmailOptions Settings = new() { Secret = Secret, Addresses = "support@own.example, help@own.example", Domains = "own.example, b.example", AuthenticationHost = "mx.own.example" };
    private static readonly EmailIntake Intake = new(Options.Create(Settings), new OwnMail(Settings, TestTeam.Team));

    public static OwnMail Own { get; } = new(Settings, TestTeam.Team);

    /// <summary>What our mail host writes above a mail that it found to be of its sender.</summary>
    public static string Proof(string sender = "ann@b.example") =>
        $"Authentication-Results: mx.own.example; dmarc=pass header.from={sender[(sender.LastIndexOf('@') + 1)..]}\r\n";

    /// <param name="headers">Lines beside From, Message-ID and Subject.</param>
    public static string Of(string body, string headers = "", string subject = "Hello") =>
        $"{Proof()}From: Ann <ann@b.example>\r\nMessage-ID: <m1@b.example>\r\nSubject: {subject}\r\n{(headers.Length > 0 ? headers + "\r\n" : "")}\r\n{body}";

    public static string Html(string body, string headers = "") =>
        Of(body, "Content-Type: text/html; charset=utf-8" + (headers.Length > 0 ? "\r\n" + headers : ""));

    public static IntakeResult Read(string mail) => Read(Encoding.UTF8.GetBytes(mail));

    public static IntakeResult Read(byte[] mail, string? contentType = "message/rfc822", string? authorization = "Bearer " + Secret) =>
        Intake.Read(authorization is null ? Payload.Of(mail, contentType) : Payload.Of(mail, contentType, ("Authorization", authorization)));

    public static ParsedMail Parsed(string mail) => Parsed(Encoding.UTF8.GetBytes(mail));

    public static ParsedMail Parsed(byte[] mail) => Assert.IsType<ParsedMail>(MailReader.Read(mail, Payload.Now).Mail);

    public static InboundRequest Accepted(string mail) => Payload.Accepted(Read(mail));
}
