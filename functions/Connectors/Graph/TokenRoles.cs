using System.Buffers.Text;
using System.Text.Json;

namespace Router.Connectors.Graph;

/// <summary>The application permissions that a token names; read for the report only, never believed.</summary>
internal static class TokenRoles
{
    public static IReadOnlyList<string> Of(string token)
    {
        try
        {
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]));
            return claims.RootElement.TryGetProperty("roles", out var roles) && roles.ValueKind == JsonValueKind.Array
                ? [.. roles.EnumerateArray().Select(role => role.ToString())]
                : [];
        }
        catch (Exception other) when (other is JsonException or FormatException or IndexOutOfRangeException or InvalidOperationException)
        {
            return [];
        }
    }
}
