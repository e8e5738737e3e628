using System.Security.Cryptography;

namespace Router.FunctionsHost.Worker;

internal static class InvocationIds
{
    public static string New() => new Guid(RandomNumberGenerator.GetBytes(16)).ToString();
}
