using System.Text.Json.Nodes;

namespace Router.Unit.Host;

/// <summary>Calls captured from a running Functions host 4.1037.</summary>
internal static class Captured
{
    public static JsonNode Read(string name)
    {
        using var stream = typeof(Captured).Assembly.GetManifestResourceStream($"Router.Unit.Host.Captured.{name}.json")!;
        return JsonNode.Parse(stream)!;
    }

    /// <summary>Both texts as one line, without the random id of the call.</summary>
    public static void AssertSame(string name, byte[] payload)
    {
        var expected = Read(name);
        var actual = JsonNode.Parse(payload)!;
        expected["Metadata"]!["sys"]!["RandGuid"] = "";
        Assert.True(Guid.TryParse((string?)actual["Metadata"]!["sys"]!["RandGuid"], out _));
        actual["Metadata"]!["sys"]!["RandGuid"] = "";
        Assert.Equal(expected.ToJsonString(), actual.ToJsonString());
    }
}
