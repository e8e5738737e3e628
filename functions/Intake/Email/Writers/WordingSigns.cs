using MimeKit;
using Router.Intake.Email.Loops;
using Router.Intake.Email.Mime;
using Router.Intake.Email.Quotes;
using Router.Intake.Email.Words;

namespace Router.Intake.Email.Writers;

/// <summary>Machines that set no header: absences, acknowledgements of other help desks, receipts, answers to invitations. One wording alone is never enough.</summary>
internal static class WordingSigns
{
    private const int MaxLength = 2_500;
    private const int MaxAbsence = 700;
    private const int MaxShort = 400;
    private const int MaxCalendar = 20_000;

    private static readonly string[] Desks = ["support", "help", "helpdesk", "service", "servicedesk", "customerservice", "customercare", "care", "info", "contact", "hello", "team", "ticket", "tickets", "desk", "kundenservice", "kundendienst", "hilfe", "kontakt", "contacto", "contatti", "soporte", "suporte", "assistance", "assistenza", "aide", "klantenservice", "pomoc", "bok", "tuki", "office", "sales", "billing", "notifications", "notification", "system", "it"];

    /// <summary>Null for none.</summary>
    public static string? Find(WriterEvidence mail)
    {
        // What answers or passes on such a mail was written by somebody.
        var isFirst = !SubjectPrefix.IsReply(mail.Subject) && !SubjectPrefix.IsForward(mail.Subject);
        var words = mail.NewText.Length <= MaxLength ? mail.NewText : "";
        return CalendarAnswer(mail)
            ?? (isFirst && IsReceipt(mail) ? "a receipt by subject and words" : null)
            ?? (isFirst && IsAutomaticReply(mail.Subject, words) ? "an automatic reply by subject and words" : null)
            ?? (IsAbsence(words) ? "it only says that its writer is away" : null)
            ?? (IsAcknowledgement(mail.Subject, words) && (IsOfADesk(mail) || (SaysSo(mail, words) && !PersonSigns.In(words))) ? "another help desk's acknowledgement by its words" : null);
    }

    private static string? CalendarAnswer(WriterEvidence mail)
    {
        var hasWords = mail.NewText.Trim().Length > 0 && !IsCalendarText(mail.NewText);
        if (hasWords)
        {
            return null;
        }

        return mail.Message.BodyParts.OfType<TextPart>().Where(part => part.ContentType.IsMimeType("text", "calendar")).Select(MethodOf).FirstOrDefault(method => method.Length > 0) is { } found
                && found is "REPLY" or "COUNTER" or "DECLINECOUNTER" or "CANCEL" or "REFRESH" ? $"an answer to an invitation ({found})"
            : Wording.IsPrefix(mail.Subject, WriterWords.All.MeetingSubjects) && mail.Subject.Contains(':', StringComparison.Ordinal) && mail.NewText.Trim().Length == 0 ? "an answer to an invitation by its subject"
            : null;
    }

    private static string MethodOf(TextPart calendar)
    {
        if (calendar.ContentType.Parameters["method"] is { Length: > 0 } method)
        {
            return method.ToUpperInvariant();
        }

        var line = TextContent.Read(calendar, MaxCalendar).Split('\n').FirstOrDefault(line => line.StartsWith("METHOD:", StringComparison.OrdinalIgnoreCase));
        return line is null ? "" : line["METHOD:".Length..].Trim().ToUpperInvariant();
    }

    private static bool IsCalendarText(string text) => text.TrimStart().StartsWith("BEGIN:VCALENDAR", StringComparison.OrdinalIgnoreCase);

    private static bool IsReceipt(WriterEvidence mail) =>
        Wording.IsPrefix(mail.Subject, WriterWords.All.ReadSubjects) && (mail.Text.Trim().Length == 0 || Wording.Has(OutsideText.Cut(mail.Text, MaxLength), WriterWords.All.ReadPhrases));

    private static bool IsAutomaticReply(string subject, string words) =>
        Wording.IsPrefix(subject, WriterWords.All.AutomaticReplySubjects)
        && !PersonSigns.In(words)
        && (Wording.Has(words, WriterWords.All.Absence) || IsAcknowledgement(subject, words) || (words.Length < MaxShort && !words.Any(c => c is '?' or '？' or '؟') && Wording.Has(words, WriterWords.All.Automated)));

    private static bool IsAbsence(string words) =>
        words.Length is > 0 and <= MaxAbsence && !words.Any(c => c is '?' or '？' or '؟')
        && Sentences(words) is { Count: > 0 and <= 8 } sentences
        && sentences.Count(sentence => Wording.Has(sentence, WriterWords.All.Absence)) is >= 2 and var absences
        && absences >= sentences.Count - 1
        && !PersonSigns.In(words);

    private static bool IsAcknowledgement(string subject, string words)
    {
        if (words.Length == 0 || !Wording.Has(words, WriterWords.All.Received) || IsOfOnePerson(words))
        {
            return false;
        }

        var signs = (Wording.Has(subject, WriterWords.All.TicketSubjects) ? 1 : 0) + (Wording.Has(words, WriterWords.All.WillReply) ? 1 : 0) + (Wording.Has(words, WriterWords.All.Automated) ? 1 : 0);
        return signs >= 2;
    }

    private static bool SaysSo(WriterEvidence mail, string words) =>
        Wording.Has(words, WriterWords.All.Automated) || (!mail.IsReply && Wording.StartsWithAny(words, WriterWords.All.Received));

    // Whose address is a name of a person, cites such a message.
    private static bool IsOfADesk(WriterEvidence mail)
    {
        var local = mail.Sender.Address.Split('@')[0].Split('+')[0];
        return local.Length == 0 || MachineAddress.Is(mail.Sender.Address) || mail.Has("Precedence") || mail.Has("X-Auto-Response-Suppress") || mail.Has("Auto-Submitted")
            || local.Split('.', '-', '_').Any(part => Desks.Contains(part, StringComparer.OrdinalIgnoreCase))
            || mail.Sender.Name.Split(' ', '-', '(', ')').Any(part => Desks.Contains(part, StringComparer.OrdinalIgnoreCase));
    }

    // A person who tells of such a message speaks of himself as well.
    private static bool IsOfOnePerson(string words) =>
        words.Split([' ', '\n', '.', ',', '!', '?', '(', ')', '"', '“', '”', ':'], StringSplitOptions.RemoveEmptyEntries).Any(word => word == "I" || WriterWords.All.OnePerson.Contains(word, StringComparer.OrdinalIgnoreCase));

    private static List<string> Sentences(string words) =>
        [.. words.Split(['.', '!', '\n', '。', '！'], StringSplitOptions.RemoveEmptyEntries).Select(sentence => sentence.Trim()).Where(sentence => sentence.Length > 12 && OwnWordsCheck.SaySomething(sentence))];
}
