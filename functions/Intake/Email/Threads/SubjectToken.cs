using System.Buffers;
using Router.Requests;

namespace Router.Intake.Email.Threads;

/// <summary>
/// The mark in our subjects that survives mail programs which drop the reference headers: <c>[#1a2b3c4d5e6f]</c>, the first digits of the
/// request's id. It finds a request and proves nothing.
/// </summary>
internal static class SubjectToken
{
    private const int Length = 12;
    private const string Begin = "[#";
    private const int MaxTokens = 5;
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdefABCDEF");

    public static string Of(RequestId id) => $"{Begin}{id.Value[..Length]}]";

    /// <summary>The digits of each token in a subject, in their order.</summary>
    public static IReadOnlyList<string> In(string subject)
    {
        var tokens = new List<string>();
        for (var at = subject.IndexOf(Begin, StringComparison.Ordinal); at >= 0 && tokens.Count < MaxTokens; at = subject.IndexOf(Begin, at + 1, StringComparison.Ordinal))
        {
            var rest = subject.AsSpan(at + Begin.Length);
            if (rest.Length > Length && rest[Length] == ']' && !rest[..Length].ContainsAnyExcept(Digits))
            {
                tokens.Add(rest[..Length].ToString().ToLowerInvariant());
            }
        }

        return tokens;
    }

    public static bool Names(string token, string requestId) => requestId.StartsWith(token, StringComparison.Ordinal);
}
