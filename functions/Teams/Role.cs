namespace Router.Teams;

/// <summary>What a person of the team may do; the team file says who has which.</summary>
internal enum Role
{
    /// <summary>Sees requests, board, bugs, outbox and team.</summary>
    Reader,

    /// <summary>A reader who may also act on requests about the components that are theirs.</summary>
    Owner,

    /// <summary>Acts on all requests and sends mails.</summary>
    Agent,

    /// <summary>An agent who may also change what holds for all (the model in use, subscribers) and see what others did.</summary>
    Admin,
}
