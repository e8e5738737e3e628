namespace Router.Requests;

/// <summary>What the customer asks of us, after the support handbook's question "do, build or fix?".</summary>
public enum RequestKind
{
    /// <summary>The classifier is not sure enough; a person decides.</summary>
    Unclear,

    /// <summary>The customer asks us to do something, asks how, or asks a question.</summary>
    Doing,

    /// <summary>The customer wants a capability that the product does not have, also when worded as a complaint.</summary>
    Building,

    /// <summary>Something does not work as it was designed to, also when worded as a question.</summary>
    Fixing,
}
