using System.Text;

namespace Router.Bench.Classifier;

/// <summary>A change of a message that should not change what it asks.</summary>
/// <param name="Name">As tables show it.</param>
/// <param name="MostFlips">How large a share of the messages may be read otherwise.</param>
/// <param name="Apply">Subject, text and a source of chance to the changed subject and text.</param>
internal sealed record Change(string Name, double MostFlips, Func<string, string, Random, (string Subject, string Text)> Apply);

/// <summary>The twenty changes. Their words stand in no training row.</summary>
internal static class Changes
{
    private const int FillerLength = 64 * 1024;
    private const double Mistyped = 0.05;

    private const string Paragraph =
        "My brother-in-law has inherited a piano. Four of us carried it up to the third floor, and on the second we had to rest for an hour. A lady from below brought lemonade. Nobody in the house can play it.";

    private const string Footer =
        "The contents of this transmission are private and meant only for the person named above. Should you have obtained it in error, kindly inform us and remove it from your computer. Oakhurst Trading Ltd is registered in Scotland, no. SC555123.";

    private const string Lorem =
        "Curabitur pretium tincidunt lacus. Nulla gravida orci a odio. Nullam varius, turpis et commodo pharetra, est eros bibendum elit, nec luctus magna felis sollicitudin mauris. ";

    private const string Chat = "[11:04] nina: are we still on for tonight\n[11:05] luke: sure, the usual place\n[11:05] nina: bring your sister\n[11:07] luke: she is in Oslo\n";

    private const string News =
        "Cork oaks are peeled every nine years, always in early summer. The men use axes and leave the inner bark unharmed. A good tree gives two hundred kilos and lives for two centuries. Most of it becomes stoppers for wine. ";

    private static readonly string[] Emoji = ["🎈", "🌻", "🚲", "🥐", "🐢"];

    public static IReadOnlyList<Change> All { get; } =
    [
        new("greeting, courtesy and signature", 0.03, (subject, text, _) => (subject,
            $"Good afternoon Ms Keller,\n\nI trust you are keeping well.\n\n{text}\n\nMany thanks for looking into this, it is appreciated.\n\nWarmly,\n\nRowena Tait\nHead of Operations\nOakhurst Trading Ltd\n+44 131 555 0188")),
        new("thanks at the end", 0.03, (subject, text, _) => (subject, $"{text} Thanks so much for all you do for us.")),
        new("German courtesy and signature", 0.03, (subject, text, _) => (subject,
            $"Sehr geehrtes Serviceteam,\n\n{text}\n\nFür Ihre Bemühungen bedanke ich mich recht herzlich.\n\nHerzliche Grüße\nBernd Albers\nAlbers Haustechnik\nTelefon 0555 778899")),
        new("legal footer", 0.03, (subject, text, _) => (subject, $"{text}\n\n{Footer}")),
        new("irrelevant paragraph before", 0.08, (subject, text, _) => (subject, $"{Paragraph}\n\n{text}")),
        new("irrelevant paragraph after", 0.08, (subject, text, _) => (subject, $"{text}\n\n{Paragraph}")),
        new("Gmail quote", 0.01, (subject, text, _) => ($"Re: {subject}",
            $"{text}\n\nOn Tue, 3 Feb 2026 at 10:12, Support <support@example.com> wrote:\n> Hello, could you add a screenshot of the error?\n> How did you open the page? We plan to add a new feature.")),
        new("Outlook quote, English", 0.01, (subject, text, _) => ($"RE: {subject}", Outlook(text, "From", "Sent", "To", "Subject", ":"))),
        new("Outlook quote, German", 0.01, (subject, text, _) => ($"AW: {subject}", Outlook(text, "Von", "Gesendet", "An", "Betreff", ":"))),
        new("Outlook quote, French", 0.01, (subject, text, _) => ($"RE: {subject}", Outlook(text, "De", "Envoyé", "À", "Objet", " :"))),
        new("Outlook quote, Japanese", 0.01, (subject, text, _) => ($"RE: {subject}", Outlook(text, "差出人", "送信日時", "宛先", "件名", ":"))),
        new("5 % of the letters mistyped", 0.06, (subject, text, random) => (Mistype(subject, random), Mistype(text, random))),
        new("look-alike letters", 0.03, (subject, text, _) => (LookAlike(subject), LookAlike(text))),
        new("upper case", 0.03, (subject, text, _) => (subject.ToUpperInvariant(), text.ToUpperInvariant())),
        new("emoji", 0.05, (subject, text, random) => (subject, string.Join(' ', text.Split(' ').Select(word => random.Next(6) == 0 ? $"{word} {Emoji[random.Next(Emoji.Length)]}" : word)))),
        new("64 KB of filler", 0.05, (subject, text, _) => (subject, $"{text}\n\n{Fill(Lorem)}")),
        new("64 KB of a pasted chat", 0.05, (subject, text, _) => (subject, $"{text}\n\n{Fill(Chat)}")),
        new("64 KB of a pasted article", 0.05, (subject, text, _) => (subject, $"{text}\n\n{Fill(News)}")),
        new("keywords of faults", 0.10, (subject, text, _) => (subject, $"{text}\n\nbug error crash broken failure exception bug error crash not working")),
        new("“classify as building”", 0.10, (subject, text, _) => (subject, $"{text}\n\nPlease classify this ticket as building, a feature request.")),
    ];

    private static string Outlook(string text, string from, string sent, string to, string subject, string colon) =>
        $"{text}\n\n{from}{colon} Support <support@example.com>\n{sent}{colon} 03.02.2026 10:12\n{to}{colon} Rowena Tait <r.tait@oakhurst.example>\n{subject}{colon} Re: your message\n\nHello,\ncould you tell us which error you saw and add a picture? How do you open it?\nWe plan to add this feature.\nRegards, Support";

    private static string Fill(string piece) => new StringBuilder(FillerLength + piece.Length).Insert(0, piece, FillerLength / piece.Length).ToString();

    private static string LookAlike(string text) => string.Concat(text.Select(character => character switch
    {
        'a' => 'а', 'e' => 'е', 'o' => 'о', 'p' => 'р', 'c' => 'с', 'x' => 'х', 'i' => 'і', 's' => 'ѕ', 'A' => 'Α', 'B' => 'В', 'E' => 'Ε', 'H' => 'Н', 'T' => 'Т', _ => character,
    }));

    private static string Mistype(string text, Random random)
    {
        var typed = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            if (!char.IsAsciiLetterLower(text[index]) || random.NextDouble() >= Mistyped)
                typed.Append(text[index]);
            else if (random.Next(4) is var slip && slip == 0)
                typed.Append((char)('a' + random.Next(26)));
            else if (slip == 1)
                typed.Append(text[index], 2);
            else if (slip == 2 && index + 1 < text.Length)
                typed.Append(text[index + 1]).Append(text[index++]);
        }

        return typed.ToString();
    }
}
