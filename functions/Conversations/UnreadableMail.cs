using System.Security.Cryptography;
using Router.Intake.Email;
using Router.Requests;

namespace Router.Conversations;

/// <summary>A mail that our reader refuses: a person looks at the original, so that nothing that reached the mailbox is lost.</summary>
internal static class UnreadableMail
{
    public static InboundRequest ToRequest(byte[] mime, Problem problem) => new(
        Channel.Email,
        EmailIntake.Source,
        $"hash:{Convert.ToHexStringLower(SHA256.HashData(mime))}",
        "A mail that could not be read",
        "",
        new Customer("", ""))
    {
        NeedsPerson = $"The mail could not be read: {problem.Detail} Look at it in the mailbox; its bytes are in the raw payload.",
    };
}
