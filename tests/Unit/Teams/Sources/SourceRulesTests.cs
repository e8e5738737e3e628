using System.Text.Json;
using Router.Teams;
using Router.Teams.Sources;

namespace Router.Unit.Teams.Sources;

public sealed class SourceRulesTests
{
    private const string Hmac = """{"id":"shop","scheme":"Hmac","signature":{"header":"X-Sig"},"mapping":{"like":"Forms"}}""";

    [Theory]
    [InlineData(Hmac)]
    [InlineData("""{"id":"shop","scheme":"GitHub"}""")]
    [InlineData("""{"id":"shop","scheme":"Hmac","signature":{"header":"X-Sig","signed":"{id}.{timestamp}.{body}","timestampHeader":"X-Time","idHeader":"X-Id","toleranceSeconds":60},"mapping":{"picks":{"text":"/a"}}}""")]
    [InlineData("""{"id":"shop","scheme":"SharedSecret","signature":{"header":"X-Key","prefix":"Bearer "},"mapping":{"like":"Forms"}}""")]
    [InlineData("""{"id":"shop","scheme":"StandardWebhooks","mapping":{"picks":{"origin":"@webhook-id"}}}""")]
    [InlineData("""{"id":"shop","scheme":"GitHub","mapping":{"rules":[{"when":[{"path":"/a","exists":true}],"then":"ignore","because":"x"},{"then":"request"}]}}""")]
    public void Faults_Usable_None(string json) => Assert.Empty(SourceRules.Faults(Read(json)));

    [Theory]
    [InlineData("""{"id":"shop","scheme":"Hmac","mapping":{"like":"Forms"}}""", "needs a \"signature\"")]
    [InlineData("""{"id":"shop","scheme":"SharedSecret","mapping":{"like":"Forms"}}""", "needs a \"signature\"")]
    [InlineData("""{"id":"shop","scheme":"GitHub","signature":{"header":"X-Sig"}}""", "signs in its own way")]
    [InlineData("""{"id":"shop","scheme":"Hmac","signature":{"header":"X Sig"},"mapping":{"like":"Forms"}}""", "no name of a header")]
    [InlineData("""{"id":"shop","scheme":"Hmac","signature":{"header":"X-Sig","signed":"{body}.{timestamp}","timestampHeader":"X-Time"},"mapping":{"like":"Forms"}}""", "at its end")]
    [InlineData("""{"id":"shop","scheme":"Hmac","signature":{"header":"X-Sig","signed":"secret"},"mapping":{"like":"Forms"}}""", "at its end")]
    [InlineData("""{"id":"shop","scheme":"Hmac","signature":{"header":"X-Sig","signed":"{url}.{body}"},"mapping":{"like":"Forms"}}""", "there is no {url}")]
    [InlineData("""{"id":"shop","scheme":"Hmac","signature":{"header":"X-Sig","signed":"{timestamp}{body}","timestampHeader":"X-Time"},"mapping":{"like":"Forms"}}""", "text must stand before {body}")]
    [InlineData("""{"id":"shop","scheme":"Hmac","signature":{"header":"X-Sig","signed":"{id}{timestamp}.{body}","timestampHeader":"X-Time","idHeader":"X-Id"},"mapping":{"like":"Forms"}}""", "text must stand between")]
    [InlineData("""{"id":"shop","scheme":"Hmac","signature":{"header":"X-Sig","timestampHeader":"X-Time"},"mapping":{"like":"Forms"}}""", "a time that is not signed proves nothing")]
    [InlineData("""{"id":"shop","scheme":"Hmac","signature":{"header":"X-Sig","idHeader":"X-Id"},"mapping":{"like":"Forms"}}""", "an id that is not signed proves nothing")]
    [InlineData("""{"id":"shop","scheme":"Hmac","signature":{"header":"X-Sig","toleranceSeconds":60},"mapping":{"like":"Forms"}}""", "goes with a \"timestampHeader\"")]
    [InlineData("""{"id":"shop","scheme":"SharedSecret","signature":{"header":"X-Key","signed":"{body}"},"mapping":{"like":"Forms"}}""", "signs nothing")]
    [InlineData("""{"id":"shop","scheme":"Hmac","signature":{"header":"X-Sig"}}""", "says nothing of what is sent")]
    [InlineData("""{"id":"shop","scheme":"GitHub","mapping":{"picks":{"origin":"@X-GitHub-Delivery"}}}""", "is not signed")]
    [InlineData("""{"id":"shop","scheme":"GitHub","mapping":{"rules":[{"when":[{"path":"/a"}],"then":"request"}]}}""", "rule 1")]
    [InlineData("""{"id":"shop","scheme":"GitHub","mapping":{"rules":[{"then":"request"},{"when":[{"path":"/a","equals":"x","exists":true}],"then":"join"}]}}""", "rule 2")]
    [InlineData("""{"id":"shop","scheme":"GitHub","mapping":{"rules":[{"then":"request","because":"x"}]}}""", "needs \"because\"")]
    public void Faults_OneFault_NamedWithItsSource(string json, string expected)
    {
        var fault = Assert.Single(SourceRules.Faults(Read(json)));

        Assert.StartsWith("Source \"shop\": ", fault, StringComparison.Ordinal);
        Assert.Contains(expected, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"id":"shop","scheme":"GitHub","mapping":{"requires":[null]}}""")]
    [InlineData("""{"id":"shop","scheme":"GitHub","mapping":{"rules":[null]}}""")]
    [InlineData("""{"id":"shop","scheme":"GitHub","mapping":{"attachments":[null]}}""")]
    [InlineData("""{"id":"shop","scheme":"GitHub","mapping":{"rules":[{"when":[{"path":"/a","oneOf":[null]}],"then":"request"}]}}""")]
    public void HasNull_NullInAList_Seen(string json) => Assert.True(SourceRules.HasNull(Read(json)));

    private static WebhookSource Read(string json) => JsonSerializer.Deserialize(json, TeamJsonContext.Default.WebhookSource)!;
}
