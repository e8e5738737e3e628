namespace Router.Broker.Entities;

/// <summary>Somebody still holds an entity that has been deleted.</summary>
internal sealed class EntityGoneException(string path) : Exception($"The messaging entity '{path}' could not be found.");
