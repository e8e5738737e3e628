using CsCheck;
using Router.Intake.Email.Quotes;

namespace Router.Unit.Intake.Email;

public sealed class ReplyTextTests
{
    [Theory]
    [InlineData("New\n\nOn Tue, Mar 3, 2026 at 9:00 AM Ann <a@b.example> wrote:\n> old\n> older")]
    [InlineData("New\n\nOn Tue, Mar 3, 2026 at 9:00 AM Support Team\n<support@a-long-domain.example> wrote:\n\n> old")]
    [InlineData("New\n\nOn Mar 3, 2026, at 09:00, Ann <a@b.example> wrote:\n\n> old")]
    [InlineData("New\n\nAm Di., 3. März 2026 um 09:00 Uhr schrieb Ann <a@b.example>:\n> alt")]
    [InlineData("New\n\nLe mar. 3 mars 2026 à 09:00, Ann <a@b.example> a écrit :\n> ancien")]
    [InlineData("New\n\nEl mar, 3 mar 2026 a las 9:00, Ann (<a@b.example>) escribió:\n> viejo")]
    [InlineData("New\n\nIl giorno mar 3 mar 2026 alle ore 09:00 Ann <a@b.example> ha scritto:\n> vecchio")]
    [InlineData("New\n\nOp di 3 mrt 2026 om 09:00 schreef Ann <a@b.example>:\n> oud")]
    [InlineData("New\n\nEm ter., 3 de mar. de 2026 às 09:00, Ann <a@b.example> escreveu:\n> velho")]
    [InlineData("New\n\nDen tis 3 mars 2026 kl 09:00 skrev Ann <a@b.example>:\n> gammal")]
    [InlineData("New\n\nW dniu 3.03.2026 o 09:00 Ann pisze:\n> stary")]
    [InlineData("New\n\nAnn <a@b.example> 于2026年3月3日周二 09:00写道：\n> 旧")]
    [InlineData("New\n\n-----Original Message-----\nFrom: Ann <a@b.example>\nSent: Tuesday\nTo: x\nSubject: y\n\nold")]
    [InlineData("New\n\n-----Ursprüngliche Nachricht-----\nVon: Ann\nalt")]
    [InlineData("New\n\n________________________________\nFrom: Ann <a@b.example>\nSent: Tuesday, March 3, 2026 9:00 AM\nTo: Support\nSubject: Re: y\n\nold")]
    [InlineData("New\n\nFrom: Ann <a@b.example>\nDate: Tuesday\nTo: Support <s@b.example>,\n Sales <t@b.example>\nSubject: y\n\nold")]
    [InlineData("New\n\nVon: Ann <a@b.example>\nGesendet: Dienstag, 3. März 2026 09:00\nAn: Support\nBetreff: y\n\nalt")]
    [InlineData("New\n\nDe : Ann <a@b.example>\nEnvoyé : mardi 3 mars 2026 09:00\nÀ : Support\nObjet : y\n\nancien")]
    [InlineData("New\n\nDe: Ann <a@b.example>\nEnviado el: martes, 3 de marzo de 2026\nPara: Support\nAsunto: y\n\nviejo")]
    [InlineData("New\n\n*From:* Ann <a@b.example>\n*Sent:* Tuesday\n*Subject:* y\n\nold")]
    [InlineData("> old\n> older\n\nNew")]
    [InlineData("On Tue, Mar 3, 2026 at 9:00 AM Ann <a@b.example> wrote:\n> old\n\nNew")]
    [InlineData("New\n\n-- \nAnn\nHead of Content")]
    [InlineData("New\n--\nAnn")]
    [InlineData("New\n\nSent from my iPhone\n\nOn Mar 3, 2026, at 09:00, Ann <a@b.example> wrote:\n\n> old")]
    [InlineData("New\n\nGet Outlook for iOS (https://aka.ms/o0ukef)\n________________________________\nFrom: Ann\nSent: Tuesday\nSubject: y\n\nold")]
    [InlineData("New\n\nVon meinem iPhone gesendet")]
    [InlineData("New\n\nTélécharger Outlook pour iOS<https://aka.ms/o0ukef>\n________________________________\nFrom: Ann <a@b.example>\nSent: Tuesday\nTo: x\nSubject: y\n\nold")]
    [InlineData("New\n\n---- On Tue, 3 Mar 2026 09:05:50 +0530 a@b.example wrote ----\n\nold")]
    [InlineData("New\n\n-------- Oprindelig besked --------\nFra: Ann <a@b.example>\nDato: 03.03.2026 09.05 (GMT+01:00)\nTil: x@y.example\nEmne: y\n\ngammel")]
    [InlineData("New\n\n-------- Message d'origine --------\nDe : Ann <a@b.example>\nDate : 03/03/26 09:05 (GMT+01:00)\nÀ : x@y.example Objet : y\n\nancien")]
    [InlineData("New\n\nFrom: Human Resources \n<a-very-long-address+1234556@resources.example> \nSent: Tuesday, March 3, 2026 9:05 AM\nTo: x\nSubject: y\n\nold")]
    [InlineData("New\n\nAnn Example <a@b.example> schrieb am Di., 3.\nMärz 2026, 09:05:\n\n> alt")]
    [InlineData("New\n\nAm Di., 3. März 2026 um 09:05 Uhr schrieb Ann Example <\na@b.example>:\n\n> alt")]
    [InlineData("New\n\nOn Tue, Mar 3, Ann Example\n<a@b.example>\nwrote:\n> old")]
    [InlineData("New\n\nEm 3 de março de 2026 às 09:05:35, Ann Example (\na@b.example) escreveu:\n\nvelho")]
    [InlineData("New\n\nIn data 3 marzo 2026 09:05:31 \"Ann\" <a@b.example> ha scritto:\n\nvecchio")]
    [InlineData("New\n\nti 3. maaliskuuta 2026 klo 9.05 Ann Example\n<a@b.example> kirjoitti:\n\nvanha")]
    [InlineData("New\n\nTuesday, 3 March 2026, 9:05 AM +0300 from Ann <a@b.example>:\n\nold")]
    [InlineData("New\n\nTue, 3 Mar 2026 09:05:51 +0400 от Ann <a@b.example>:\n> старое")]
    [InlineData("New\n\n3 Mar 2026 Sal, 09:05 tarihinde Ann <a@b.example> şunu yazdı:\n\n> eski")]
    [InlineData("New\n\nОт: Ann\nОтправлено: вторник, 3 марта 2026 г. 9:05\nКому: x\n\nстарое")]
    public void NewPart_Reply_OnlyTheNewWords(string text) => Assert.Equal("New", ReplyText.NewPart(text, isReply: true));

    [Theory]
    [InlineData("> only quoted")]
    [InlineData("-- \nonly a signature")]
    [InlineData("From: Ann\nSent: Tuesday\nSubject: y\n\nold")]
    [InlineData("On Tue, Mar 3, 2026 at 9:00 AM Ann <a@b.example> wrote:\n> old")]
    [InlineData("Sent from my iPhone")]
    public void NewPart_NothingNew_WholeText(string text) => Assert.Equal(text, ReplyText.NewPart(text, isReply: true));

    [Theory]
    [InlineData("On the settings page it wrote:\nerror 5\nWhat now?")]
    [InlineData("Steps:\n> npm run build\n> node start")]
    [InlineData("From: the menu\nI chose Publish\nand nothing happened")]
    [InlineData("One\n---\nTwo")]
    [InlineData("Le bouton ne marche pas :\nrien")]
    [InlineData("Formats:\n\n2026-03-03 09:05:25\n03/03/2026 at 9:05 AM\n\nAll of them are examples.")]
    [InlineData("The data comes From: our database, not From: elsewhere.")]
    [InlineData("See https://x.example/on-date-someone-wrote-about: it is good.")]
    [InlineData("Analysis\n----\n1. Faster\n\n----\nMore:\n====\nEnd")]
    [InlineData("The notice was sent from my iPhone app to all.\nAll was sent from the main server.")]
    [InlineData("Please write to a@b.example:\nthey know")]
    [InlineData("On the one hand it works.\nOn the other hand, it failed 2 times.")]
    [InlineData("Am 3. Mai bekam ich 500 mal diese Meldung:\nFehler")]
    public void NewPart_FirstMail_NothingIsLost(string text) => Assert.Equal(text, ReplyText.NewPart(text, isReply: false));

    [Theory]
    [InlineData("I wrote to a@b.example on 2026-03-03 at 09:05:\nno answer")]
    [InlineData("Failed for a@b.example, 2026-03-03 09:05:\nERROR 5")]
    [InlineData("On Monday we wrote:\nno answer")]
    public void NewPart_ReplyWithALineLikeAnAttribution_NothingIsLost(string text) => Assert.Equal(text, ReplyText.NewPart(text, isReply: true));

    [Fact]
    public void NewPart_FirstMailThatCites_NothingIsLost() =>
        Assert.Equal("On 3 March 2026 at 09:05 Ann <a@b.example> wrote:\nold", ReplyText.NewPart("On 3 March 2026 at 09:05 Ann <a@b.example> wrote:\nold", isReply: false));

    [Fact]
    public void NewPart_AnswersBetweenTheQuotes_AllKept() =>
        Assert.Equal("Yes.\n\nNo.", ReplyText.NewPart("On Mar 3, 2026, Ann <a@b.example> wrote:\n> One?\nYes.\n\n> Two?\nNo.", isReply: true));

    [Fact]
    public void NewPart_AnyText_NeverEmptyAndNeverLonger()
    {
        var lines = Gen.OneOf("New", "", ">", "> old", "-- ", "--", "On Mar 3, 2026, Ann <a@b.example> wrote:", "On Mar 3,", "From: Ann", "Sent: now", "Subject: y", "-----Original Message-----", "____________", "Sent from my iPhone", ":", "\t", "\u0001", "\u0002sig", "\u0003On", "---- x ----");
        lines.Array[0, 20].Select(parts => string.Join('\n', parts)).Sample(text =>
        {
            var part = ReplyText.NewPart(text, isReply: true);
            Assert.Equal(string.IsNullOrWhiteSpace(TextMarks.Without(text)), part.Length == 0);
            Assert.False(TextMarks.In(part));
            Assert.True(part.Length <= text.Length);
        });
    }
}
