namespace Router.Intake.Email.Senders;

/// <summary>One header Authentication-Results as it stands in a mail, encoded words not decoded: decoding would let a sender's address turn into a result.</summary>
/// <param name="Hop">How many headers Received stand above it: those of one hop were written by one host, or came with the mail right below them.</param>
internal sealed record AuthenticationHeader(string Value, int Hop)
{
    /// <summary>Stands for a value that is too long to be read: its end, if it were left out, could change what the rest says.</summary>
    public const string TooLong = "(";
}
