namespace Router.Storage;

/// <summary>The stages of a request's way that more than one folder names.</summary>
internal static class StageNames
{
    private const string NotificationPrefix = "notify-";
    private const string JoiningPrefix = "join-";

    /// <summary>Durable in the inbox.</summary>
    public const string Receive = "receive";

    /// <summary>The classifier's decision.</summary>
    public const string Triage = "triage";

    /// <summary>A person's decision where triage was not sure.</summary>
    public const string Decide = "decide";

    /// <summary>A person's correction of what triage had decided by itself.</summary>
    public const string Correct = "correct";

    /// <summary>Begins the stages by which a person moves a request to another place.</summary>
    public const string Move = "move";

    /// <summary>Arrival at its destination.</summary>
    public const string Land = "land";

    /// <summary>What was asked is done, as another system or a person says.</summary>
    public const string Resolve = "resolve";

    /// <summary>Begins the stages that park a request.</summary>
    public const string Park = "park";

    /// <summary>Arrival at the destination of the way that began with the last move.</summary>
    public static string LandingOf(int moves) => NameAfter(Land, moves);

    /// <summary>The name of what a way makes once: the first way's has none of the numbers, the others have theirs.</summary>
    public static string NameAfter(string name, int moves) => moves == 0 ? name : $"{name}-{moves + 1}";

    /// <summary>A backlog item has lost the ask of a way that a person ended.</summary>
    public static string WithdrawalOf(string left) => $"withdraw-{left}";

    /// <summary>A discarded draft is gone from the mailbox.</summary>
    public static string RemovalOf(string discarding) => $"remove-{discarding}";

    /// <summary>The handing over of one mail: it lies in the mailbox, or is held.</summary>
    public static string DeliveryOf(string mailKey) => $"deliver-{mailKey}";

    /// <summary>Begins the stages that write down that a mail is told to leave.</summary>
    public static string SendingOf(string mailKey) => $"sending-{mailKey}-";

    /// <summary>One mail has left.</summary>
    public static string DepartureOf(string mailKey) => $"sent-{mailKey}";

    /// <summary>The ticket of a closed request is solved.</summary>
    public static string SolutionOf(string closing) => $"solved-{closing}";

    /// <summary>The joining of one more mail.</summary>
    public static string JoiningOf(string followUpKey) => JoiningPrefix + followUpKey;

    public static bool IsJoining(string stage) => stage.StartsWith(JoiningPrefix, StringComparison.Ordinal);

    /// <summary>The handing over of a stage's facts to the subscribers.</summary>
    public static string NotificationOf(string stage) => NotificationPrefix + stage;

    /// <summary>The stage whose facts were handed over; of other stages nothing.</summary>
    public static string ToldBy(string stage) => stage.StartsWith(NotificationPrefix, StringComparison.Ordinal) ? stage[NotificationPrefix.Length..] : "";
}
