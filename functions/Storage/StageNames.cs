namespace Router.Storage;

/// <summary>The stages of a request's way that more than one folder names.</summary>
internal static class StageNames
{
    /// <summary>Durable in the inbox.</summary>
    public const string Receive = "receive";

    /// <summary>The classifier's decision.</summary>
    public const string Triage = "triage";

    /// <summary>A person's decision where triage was not sure.</summary>
    public const string Decide = "decide";

    /// <summary>A person's correction of what triage had decided by itself.</summary>
    public const string Correct = "correct";

    /// <summary>Arrival at its destination.</summary>
    public const string Land = "land";

    /// <summary>What was asked is done, as another system or a person says.</summary>
    public const string Resolve = "resolve";

    /// <summary>Begins the stages that park a request.</summary>
    public const string Park = "park";

    /// <summary>The handing over of one mail.</summary>
    public static string DeliveryOf(string mailKey) => $"deliver-{mailKey}";

    /// <summary>The handing over of a stage's facts to the subscribers.</summary>
    public static string NotificationOf(string stage) => $"notify-{stage}";
}
