namespace Router.Unit.Intake.Email.Loops;

public sealed class BounceReportTests
{
    [Theory]
    [InlineData("DELIVERY FAILURE: User lee (lee@customer.example) not listed in Domino Directory", "Your message\n\n  Subject: Your request\n\nwas not delivered to:\n\n  lee@customer.example\n\nbecause:\n\n  User lee (lee@customer.example) not listed in Domino Directory\n")]
    [InlineData("Non remis : Votre demande", "\u00c9chec de la remise pour ces destinataires ou groupes :\n\nlee@customer.example\nL'adresse de messagerie que vous avez entr\u00e9e est introuvable. V\u00e9rifiez l'adresse et renvoyez le message.\n")]
    [InlineData("Non remis : Votre demande", "Votre message n'est pas parvenu \u00e0 certains ou \u00e0 tous les destinataires.\n\nLe message n'a pas pu \u00eatre remis aux destinataires suivants :\n\nlee@customer.example\n")]
    [InlineData("No se puede entregar: Su solicitud", "No se pudo entregar el mensaje a estos destinatarios o grupos:\n\nlee@customer.example\nNo se encontr\u00f3 la direcci\u00f3n de correo que escribi\u00f3.\n")]
    [InlineData("No se puede entregar: Su solicitud", "Error en la entrega a los siguientes destinatarios:\n\nlee@customer.example\n")]
    public void Read_NoCodeInItsWords_NamesWhomItDidNotReach(string subject, string body)
    {
        var mail = Email.Mail.Parsed($"From: Mail Delivery Subsystem <postmaster@customer.example>\nTo: support@own.example\nSubject: {subject}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{body}");

        Assert.Equal("lee@customer.example", mail.Bounce?.Unreachable);
    }

    [Theory]
    [InlineData("Your message to lee@customer.example has been delayed. It was not delivered to the host yet; the server will keep trying for four days. You do not need to resend it.")]
    [InlineData("Le message n'a pas encore \u00e9t\u00e9 remis \u00e0 lee@customer.example. Une nouvelle tentative aura lieu.")]
    public void Read_StillOnItsWay_NobodyIsUnreachable(string body)
    {
        var mail = Email.Mail.Parsed($"From: postmaster@customer.example\nTo: support@own.example\nSubject: Delivery delayed\nContent-Type: text/plain; charset=utf-8\n\n{body}");

        Assert.Null(mail.Bounce?.Unreachable);
    }

    /// <summary>Domino's reports have the form, and a name of its own where the address should stand.</summary>
    [Fact]
    public void Read_FormNamesNoAddress_TheWordsDo()
    {
        var mail = Email.Mail.Parsed("From: postmaster@customer.example\nTo: support@own.example\nSubject: DELIVERY FAILURE\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
            + "--b\nContent-Type: text/plain\n\nYour message was not delivered to: lee@customer.example\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns;mail.customer.example\n\nFinal-Recipient: x-domino;CN=Lee/O=Customer\nAction: failed\nStatus: 5.1.1\n\n--b--\n");

        Assert.Equal("lee@customer.example", mail.Bounce?.Unreachable);
    }
}
