namespace Router.Broker.Administration;

/// <summary>A request that is refused; the status decides which exception a client throws.</summary>
internal sealed class AdministrationError(int status, string message) : Exception(message)
{
    public int Status { get; } = status;

    public static AdministrationError NotFound(string what) => new(404, $"The messaging entity '{what}' could not be found.");

    public static AdministrationError Exists(string what) => new(409, $"The messaging entity '{what}' already exists.");

    public static AdministrationError NotSupported(string what) => new(501, $"{what} is not supported by this broker.");
}
