namespace Router.Teams.Sources;

/// <summary>What must hold of the declared webhook sources beyond their shape.</summary>
internal static class SourceRules
{
    public const int MaxToleranceSeconds = 604_800;

    public static IEnumerable<string> Faults(WebhookSource source) =>
        SignatureFaults(source).Concat(MappingFaults(source)).Select(fault => $"Source \"{source.Id}\": {fault}");

    public static bool HasNull(WebhookSource source) =>
        source.Mapping is { } mapping
        && (Null(mapping.Requires) || Null(mapping.DetailsFrom) || Null(mapping.Attachments) || Null(mapping.Rules) || mapping.Details?.Values.Any(pick => pick is null) == true
            || mapping.Rules?.Any(rule => Null(rule.When) || Null(rule.Requires) || rule.When.Any(condition => Null(condition.OneOf))) == true);

    private static bool Null<T>(IReadOnlyList<T>? list)
        where T : class => list?.Any(element => element is null) == true;

    private static IEnumerable<string> SignatureFaults(WebhookSource source)
    {
        var isDeclared = source.Scheme is SchemeNames.Hmac or SchemeNames.SharedSecret;
        if (source.Signature is not { } signature)
        {
            return isDeclared ? [$"the scheme {source.Scheme} needs a \"signature\" with at least the \"header\" in which it stands."] : [];
        }

        return !isDeclared ? [$"the scheme {source.Scheme} signs in its own way; leave \"signature\" out, or use Hmac."]
            : source.Scheme == SchemeNames.Hmac ? HmacFaults(signature)
            : SharedSecretFaults(signature);
    }

    private static IEnumerable<string> HmacFaults(SignatureDeclaration signature)
    {
        foreach (var header in (string?[])[signature.Header, signature.TimestampHeader, signature.IdHeader])
        {
            if (header is not null && !IsHeader(header))
                yield return $"\"{header}\" is no name of a header.";
        }

        if (SignedText.Parse(signature.Signed ?? SignedText.Body, out var fault) is not { } text)
        {
            yield return $"\"signed\" can't be used: {fault}.";
            yield break;
        }

        if (text.Holds(SignedText.Timestamp) != (signature.TimestampHeader is not null))
            yield return "\"timestampHeader\" and {timestamp} in \"signed\" belong together: a time that is not signed proves nothing.";
        if (text.Holds(SignedText.Id) != (signature.IdHeader is not null))
            yield return "\"idHeader\" and {id} in \"signed\" belong together: an id that is not signed proves nothing.";
        if (text.Parts.Count > 0 && text.Parts[^1] is SignedText.Timestamp or SignedText.Id)
            yield return "text must stand before {body} in \"signed\": otherwise the border of the body could move under the same signature.";
        if (signature.ToleranceSeconds is { } seconds && (signature.TimestampHeader is null || seconds is < 1 or > MaxToleranceSeconds))
            yield return $"\"toleranceSeconds\" goes with a \"timestampHeader\" and is 1 to {MaxToleranceSeconds}.";
    }

    private static IEnumerable<string> SharedSecretFaults(SignatureDeclaration signature)
    {
        if (!IsHeader(signature.Header))
            yield return $"\"{signature.Header}\" is no name of a header.";
        if (signature is not { Signed: null, TimestampHeader: null, ToleranceSeconds: null, IdHeader: null })
            yield return "a shared secret signs nothing: of \"signature\" only \"header\" and \"prefix\" count.";
    }

    private static IEnumerable<string> MappingFaults(WebhookSource source)
    {
        var mapping = source.Mapping;
        if (source.Scheme is SchemeNames.Hmac or SchemeNames.SharedSecret && mapping is null or { Like: null, Picks: null })
        {
            yield return $"the scheme {source.Scheme} says nothing of what is sent: give \"mapping\" with \"like\" (a ready mapping) or \"picks\" of its own.";
        }

        if (mapping is null)
        {
            yield break;
        }

        var number = 0;
        foreach (var rule in mapping.Rules ?? [])
        {
            number++;
            if (rule.When.Any(condition => TestsIn(condition) != 1))
                yield return $"rule {number}: each condition has a \"path\" and exactly one of \"equals\", \"oneOf\", \"startsWith\", \"contains\" and \"exists\".";
            if (rule.Because is not null && rule.Then != RuleOutcome.Ignore)
                yield return $"rule {number}: only what is ignored needs \"because\".";
            if (rule.ElseIgnoredBecause is not null && rule.Then != RuleOutcome.Join)
                yield return $"rule {number}: only what joins can find no request, so only it needs \"elseIgnoredBecause\".";
        }

        foreach (var header in UnsignedHeadersOfOrigin(source, mapping))
        {
            yield return $"\"origin\" takes the header {header}, which is not signed: a replay with another value would be another request. Take {PickText.BodyHash} or a place in the payload.";
        }
    }

    private static IEnumerable<string> UnsignedHeadersOfOrigin(WebhookSource source, MappingDeclaration mapping)
    {
        var signed = source.Scheme == SchemeNames.StandardWebhooks ? "webhook-id" : source.Signature?.IdHeader;
        return new[] { mapping.Picks?.Origin }.Concat((mapping.Rules ?? []).Select(rule => rule.Picks?.Origin))
            .SelectMany(origin => origin?.Alternatives ?? [])
            .SelectMany(alternative => alternative.Paths)
            .Select(path => path?.Header)
            .OfType<string>()
            .Where(header => !header.Equals(signed, StringComparison.OrdinalIgnoreCase))
            .Distinct(StringComparer.OrdinalIgnoreCase);
    }

    private static int TestsIn(MappingCondition condition) =>
        ((object?[])[condition.EqualTo, condition.OneOf, condition.StartsWith, condition.Contains, condition.Exists]).Count(test => test is not null);

    private static bool IsHeader(string name) => name.Length is > 0 and <= 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
