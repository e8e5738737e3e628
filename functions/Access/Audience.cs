namespace Router.Access;

/// <summary>Whom an address is open to.</summary>
internal enum Audience
{
    /// <summary>Everybody.</summary>
    Public,

    /// <summary>Whoever has the customer's own address, which holds an unguessable token.</summary>
    CustomersToken,

    /// <summary>A system that proves itself by a secret or a signature.</summary>
    ServiceSecret,

    /// <summary>Everybody of the team.</summary>
    Reader,

    /// <summary>Agents and admins; an owner where the request is about a component of theirs.</summary>
    Owner,

    /// <summary>Agents and admins.</summary>
    Agent,

    Admin,
}
