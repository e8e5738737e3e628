using System.Text;
using Router.Requests;

namespace Router.Intake.Email;

/// <summary>Who may post mail: the holder of the secret, as bearer token or as the password of Basic authentication (all that some providers can send).</summary>
internal static class EmailAuthentication
{
    private const string Bearer = "Bearer ";
    private const string Basic = "Basic ";

    // Longer than any real header; bounds what is decoded before anybody is known.
    private const int MaxLength = 4_096;

    /// <summary>Null where the sender may post.</summary>
    public static Problem? Check(string? authorization, IReadOnlyList<string> secrets)
    {
        if (string.IsNullOrWhiteSpace(authorization))
        {
            return Problem.SignatureMissing("Send the header Authorization with the secret as bearer token or as Basic password.");
        }

        var given = GivenSecret(authorization);
        // Each is compared, so that the time does not tell which.
        return given is not null && secrets.Aggregate(false, (known, secret) => SecretText.Matches(given, secret) | known)
            ? null
            : Problem.SignatureInvalid("The secret in the header Authorization is not the one in Email__Secret.");
    }

    private static string? GivenSecret(string authorization)
    {
        if (authorization.Length > MaxLength)
        {
            return null;
        }

        if (authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return authorization[Bearer.Length..].Trim();
        }

        return authorization.StartsWith(Basic, StringComparison.OrdinalIgnoreCase) ? Password(authorization[Basic.Length..].Trim()) : null;
    }

    private static string? Password(string base64)
    {
        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out var length))
        {
            return null;
        }

        var pair = Encoding.UTF8.GetString(bytes, 0, length);
        var border = pair.IndexOf(':', StringComparison.Ordinal);
        return border < 0 ? null : pair[(border + 1)..];
    }
}
