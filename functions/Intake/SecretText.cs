using System.Security.Cryptography;
using System.Text;

namespace Router.Intake;

/// <summary>Compares secrets so that the time taken tells nothing about them.</summary>
internal static class SecretText
{
    public static bool Matches(string given, string expected) =>
        CryptographicOperations.FixedTimeEquals(Hash(given), Hash(expected));

    // Hashed first: two texts of different length would otherwise return at once.
    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
