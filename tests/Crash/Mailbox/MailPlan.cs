using System.Text;
using Router.Kit;
using Router.Requests;

namespace Router.Crash.Mailbox;

/// <summary>The mails of one run: who writes what when, and which request each belongs to. The same seed plans the same mails.</summary>
internal sealed class MailPlan
{
    private const string Mailbox = "support@router.example";

    private static readonly string[] Asks =
    [
        "How do I add a colleague to our account? I could not find the button for it.",
        "It would be great if the export could be scheduled for every Monday. Please add this feature.",
        "Since this morning saving a page crashes with error 500 for all of us. It worked yesterday.",
    ];

    private readonly Random random;
    private readonly List<PlannedMail> unprompted = [];
    private readonly Dictionary<string, Answer[]> answers = new(StringComparer.Ordinal);

    public MailPlan(int seed, int mails)
    {
        random = new Random(seed);
        for (var number = 0; Count < mails; number++)
        {
            Plan(number, mails - Count);
        }
    }

    private enum Answer
    {
        ToOurMail,
        ByTokenOnly,
        OnHoliday,
        Bounce,
    }

    public int Count { get; private set; }

    /// <summary>Those that come of themselves, in the order of their sending.</summary>
    public IReadOnlyList<PlannedMail> Unprompted => unprompted;

    /// <summary>Those that a mail of ours sets off.</summary>
    /// <param name="to">Whom we wrote to.</param>
    public IEnumerable<PlannedMail> SetOffBy(string to, string messageId, string subject)
    {
        if (!answers.Remove(to, out var planned))
        {
            yield break;
        }

        var label = to.Split('@')[0];
        foreach (var (index, answer) in planned.Index())
        {
            var id = $"{label}-answer-{index}@customer.example";
            yield return new PlannedMail(id, label, answer switch
            {
                Answer.ToOurMail => Of(id, to, subject, "Thank you, this helps.", $"In-Reply-To: <{messageId}>\r\nReferences: <{label}-0@customer.example> <{messageId}>"),
                Answer.ByTokenOnly => Of(id, to, subject, "My mail program forgets what it answers.", ""),
                Answer.OnHoliday => Of(id, to, $"Automatic reply: {subject}", "I am on holiday.", $"Auto-Submitted: auto-replied\r\nIn-Reply-To: <{messageId}>"),
                _ => Of(id, "mailer-daemon@customer.example", "Undelivered Mail Returned to Sender", "550 5.1.1 no such user", $"X-Failed-Recipients: {to}\r\nAuto-Submitted: auto-replied\r\nIn-Reply-To: <{messageId}>"),
            });
        }
    }

    private void Plan(int number, int left)
    {
        var label = $"customer{number}";
        var customer = $"{label}@customer.example";
        var colleague = $"{label}-colleague@customer.example";
        var subject = $"Matter {number}: {Asks[number % 3].Split(' ')[^1]}";
        Add(new PlannedMail($"{label}-0@customer.example", label, Of($"{label}-0@customer.example", customer, subject, Asks[number % 3], $"Cc: {colleague}")));
        for (var reply = 1; reply <= random.Next(3) && reply < left; reply++)
        {
            var (id, before) = ($"{label}-{reply}@customer.example", $"{label}-{reply - 1}@customer.example");
            Add(new PlannedMail(id, label, Of(id, reply == 2 ? colleague : customer, $"Re: {subject}", $"One thing more, the {reply}.", $"In-Reply-To: <{before}>\r\nReferences: <{label}-0@customer.example> <{before}>")));
            left--;
        }

        left--;
        if (left > 0 && random.Next(6) == 0)
        {
            var (id, token) = ($"stranger{number}@elsewhere.example", RequestId.From(Channel.Email, "email", $"{label}-0@customer.example").Value[..12]);
            Add(new PlannedMail(id, $"stranger{number}", Of(id, $"stranger{number}@elsewhere.example", $"Re: {subject} [#{token}]", Asks[(number + 1) % 3], $"In-Reply-To: <{label}-0@customer.example>")));
            left--;
        }

        if (left > 0 && random.Next(2) == 0)
        {
            answers[customer] = [(Answer)random.Next(4)];
            Count++;
        }
    }

    private void Add(PlannedMail mail)
    {
        unprompted.Add(mail);
        Count++;
    }

    private static byte[] Of(string id, string from, string subject, string text, string headers) => Encoding.UTF8.GetBytes(
        $"Authentication-Results: {AppRoot.MailHost}; dmarc=pass header.from={from.Split('@')[1]}\r\nFrom: <{from}>\r\nTo: {Mailbox}\r\nMessage-ID: <{id}>\r\nSubject: {subject}\r\n{(headers.Length > 0 ? headers + "\r\n" : "")}Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n");
}

/// <param name="Id">Its Message-ID.</param>
/// <param name="Label">Mails of one label belong to one request, those of different ones to different requests.</param>
internal sealed record PlannedMail(string Id, string Label, byte[] Mime);
