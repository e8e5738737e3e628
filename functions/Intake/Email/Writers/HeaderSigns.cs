using Router.Intake.Email.Loops;

namespace Router.Intake.Email.Writers;

/// <summary>Headers that say by themselves that a machine wrote.</summary>
internal static class HeaderSigns
{
    private static readonly string[] Autoresponders = [.. AutomaticMail.Autoresponders, "X-Auto-Reply-From", "X-Vacation", "X-OutOfOffice", "X-Facebook-Notify"];

    /// <summary>Null for none.</summary>
    public static string? Find(WriterEvidence mail)
    {
        if (AutomaticMail.IsReport(mail.Message))
        {
            return "a report or a receipt by its form";
        }

        foreach (var value in mail.Values("Auto-Submitted").Where(AutomaticMail.IsAutoSubmitted))
        {
            // A form on a website marks what it sends, and yet a person filled it in.
            if (!value.StartsWith("auto-generated", StringComparison.OrdinalIgnoreCase) || !HasPersonToAnswer(mail))
            {
                return $"Auto-Submitted: {value}";
            }
        }

        return mail.Values("Precedence").FirstOrDefault(value => value.Replace('-', '_').Equals("auto_reply", StringComparison.OrdinalIgnoreCase)) is { } precedence ? $"Precedence: {precedence}"
            : Array.Find(Autoresponders, mail.Has) is { } autoresponder ? $"{autoresponder}: an autoresponder names itself"
            : mail.Values("Return-Path").Any(value => value is "<>") ? "the null return path"
            : IsNullSender(mail) ? "no sender"
            : null;
    }

    public static bool HasPersonToAnswer(WriterEvidence mail) =>
        WriterPolicy.IsOfAPerson(mail.ReplyTo?.Address) && !mail.ReplyTo!.Address.Equals(mail.Sender.Address, StringComparison.OrdinalIgnoreCase);

    private static bool IsNullSender(WriterEvidence mail) => mail.Sender is { Address.Length: 0, Name.Length: 0 };
}
