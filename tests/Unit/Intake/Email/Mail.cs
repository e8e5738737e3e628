using System.Text;
using Microsoft.Extensions.Options;
using Router.Intake;
using Router.Intake.Email;
using Router.Shared;

namespace Router.Unit.Intake.Email;

internal static class Mail
{
    public const string Secret = "0123456789abcdef";
    private static readonly EmailIntake Intake = new(Options.Create(new EmailOptions { Secret = Secret }));

    /// <param name="headers">Lines beside From, Message-ID and Subject.</param>
    public static string Of(string body, string headers = "", string subject = "Hello") =>
        $"From: Ann <ann@b.example>\r\nMessage-ID: <m1@b.example>\r\nSubject: {subject}\r\n{(headers.Length > 0 ? headers + "\r\n" : "")}\r\n{body}";

    public static string Html(string body, string headers = "") =>
        Of(body, "Content-Type: text/html; charset=utf-8" + (headers.Length > 0 ? "\r\n" + headers : ""));

    public static IntakeResult Read(string mail) => Read(Encoding.UTF8.GetBytes(mail));

    public static IntakeResult Read(byte[] mail, string? contentType = "message/rfc822", string? authorization = "Bearer " + Secret) =>
        Intake.Read(authorization is null ? Payload.Of(mail, contentType) : Payload.Of(mail, contentType, ("Authorization", authorization)));

    public static InboundRequest Accepted(string mail) => Payload.Accepted(Read(mail));
}
