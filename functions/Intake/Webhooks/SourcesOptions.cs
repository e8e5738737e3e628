namespace Router.Intake.Webhooks;

/// <summary>The secrets of the webhook sources, by source id.</summary>
internal sealed class SourcesOptions
{
    public const string Section = "Sources";

    /// <summary>Largest webhook taken in; every vendor's request events are far below.</summary>
    public const int MaxBytes = 5_242_880;

    public Dictionary<string, SourceSecrets> ById { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Public address of this app: some senders sign for whom their tokens are.</summary>
    public string? SiteUrl { get; set; }

    /// <summary>The secrets to try, the current one first; empty means that nothing can be verified.</summary>
    public IReadOnlyList<string> SecretsOf(string sourceId)
    {
        var secrets = ById.GetValueOrDefault(sourceId) ?? new SourceSecrets(null, null);
        return [.. new[] { secrets.Secret, secrets.PreviousSecret }.Where(secret => !string.IsNullOrEmpty(secret)).Select(secret => secret!)];
    }

    /// <summary>Where a source posts to; null while this app's own address is not known.</summary>
    public string? AddressOf(string sourceId) => SiteUrl is null ? null : $"{SiteUrl.TrimEnd('/')}/api/webhooks/{sourceId}";
}

/// <param name="PreviousSecret">Still accepted while a sender is being moved to the new secret.</param>
internal sealed record SourceSecrets(string? Secret, string? PreviousSecret)
{
    // A record would write both into any text that it is put in.
    public override string ToString() => $"{nameof(SourceSecrets)}, {(PreviousSecret is null ? "one" : "two")}";
}
