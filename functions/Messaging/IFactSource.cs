using Router.Requests;
using Router.Storage;

namespace Router.Messaging;

/// <summary>Says which facts a stage makes that somebody has asked to be told of. They are committed with the stage, and so is the message that tells them.</summary>
internal interface IFactSource
{
    /// <summary>Empty where nobody asked: then nothing is written.</summary>
    IReadOnlyList<Fact> FactsOf(Stage stage);
}
