namespace Router.Requests;

/// <summary>How far a request has come.</summary>
public enum RequestState
{
    /// <summary>Durable, not triaged yet.</summary>
    Received,

    /// <summary>Triage is not sure; a person decides on the page.</summary>
    Waiting,

    /// <summary>On the queue of its kind.</summary>
    Routed,

    /// <summary>Where it belongs: answered, on the board or filed as a bug.</summary>
    Landed,

    /// <summary>Kept but not routed: written by a machine, or an event that asks for nothing.</summary>
    Ignored,

    /// <summary>Permanently failed; a person looks at it and may replay it.</summary>
    Parked,
}
