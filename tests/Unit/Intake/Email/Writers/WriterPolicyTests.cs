using Router.Intake.Email.Writers;

namespace Router.Unit.Intake.Email.Writers;

public sealed class WriterPolicyTests
{
    [Theory]
    [InlineData("Vacation", "Hi,\r\n\r\nI am on vacation from Friday, so could you close the project before?")]
    [InlineData("Out of office", "The out of office banner of your app covers the menu. We cannot log in.")]
    [InlineData("Urlaub", "Guten Tag,\r\n\r\nab Montag bin ich im Urlaub, bitte stellen Sie die Rechnung noch diese Woche um.")]
    [InlineData("Abwesenheit", "Wie trage ich meine Abwesenheit im Kalender ein?")]
    [InlineData("Réponse automatique", "Bonjour, je suis absent demain, pouvez-vous couper le formulaire avant midi ?")]
    [InlineData("Fuera de la oficina", "El texto \"Fuera de la oficina\" no se guarda, por favor revisen el panel.")]
    [InlineData("Assente", "Sono assente da giovedì, per favore spostate il rinnovo a oggi.")]
    [InlineData("Fuori sede", "Quando sono fuori sede il login non va. Cosa devo fare?")]
    [InlineData("自動返信", "休暇の前に自動返信の文面を直したいです。手順を教えてください。")]
    public void Decide_AskingUnderTheSubjectOfAnAbsence_Person(string subject, string body) => Assert.Equal(MailWriter.Person, Writer(subject, body));

    [Theory]
    [InlineData("Out of office", "I am out of the office until May 4. In urgent cases please contact my colleague at desk@b.example.")]
    [InlineData("Automatic reply: Menu", "I am on annual leave. Please call our main number.\r\nIs it urgent? Then ask for Lee.")]
    [InlineData("Abwesenheit", "Ich bin bis 4. Mai im Urlaub. Bitte wenden Sie sich an Frau Berg.")]
    [InlineData("Réponse automatique", "Je suis absente du bureau jusqu'au 4 mai. Merci de contacter mon collègue.")]
    [InlineData("Fuori sede", "Sono in ferie fino al 4 maggio. Per favore contattate la segreteria.")]
    [InlineData("自動返信", "5月4日まで休暇をいただいております。お急ぎの場合は代表までご連絡ください。")]
    public void Decide_AbsenceThatSendsElsewhere_Automatic(string subject, string body) => Assert.Equal(MailWriter.Automatic, Writer(subject, body));

    [Theory]
    [InlineData("Undeliverable receipts", "Receipts return with \"550 5.1.1 user unknown\". Could you look at the sender settings?")]
    [InlineData("Mail delivery failed", "Hi all,\r\n\r\nour buyers see this, any idea?\r\n\r\nDelivery has failed to these recipients or groups:\r\nbuyer@c.example\r\n550 5.1.1 unknown user")]
    [InlineData("Delivery failure", "The delivery failed after 550 ms, the limit was an unknown user. We need a longer one.")]
    public void Decide_CitedReport_Person(string subject, string body) => Assert.Equal(MailWriter.Person, Writer(subject, body));

    [Theory]
    [InlineData("ann@b.example", MailWriter.Person)]
    [InlineData("support@b.example", MailWriter.Automatic)]
    [InlineData("no-reply@b.example", MailWriter.Automatic)]
    public void Decide_WordsOfAnAcknowledgement_AutomaticFromADeskOnly(string sender, MailWriter expected) => Assert.Equal(
        expected, Mail.Parsed(From(sender, "Ticket # 31 shown twice", "Your page says \"We have received your request, your ticket number is 31\" and opens number 30.")).Writer);

    [Fact]
    public void Decide_ExchangesReportInHtmlAlone_Bounce() => Assert.Equal(MailWriter.Bounce, Mail.Parsed(From(
        "MicrosoftExchange0123456789abcdef0123456789abcdef@b.example", "Nicht zugestellt: Hallo", "<p>An folgende Empfänger ging nichts:</p><p>rolf@c.example</p>", "X-MS-Exchange-Message-Is-Ndr:\r\nContent-Type: text/html; charset=utf-8\r\n")).Writer);

    private static MailWriter Writer(string subject, string body) => Mail.Parsed(Mail.Of(body, "Content-Type: text/plain; charset=utf-8", subject)).Writer;

    private static string From(string sender, string subject, string body, string headers = "") => $"From: {sender}\r\nMessage-ID: <m2@b.example>\r\nSubject: {subject}\r\n{headers}\r\n{body}";
}
