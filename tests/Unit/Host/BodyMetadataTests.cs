using Google.Protobuf.Collections;
using Router.FunctionsHost.Invocations;
using Router.FunctionsHost.Protocol;

namespace Router.Unit.Host;

public sealed class BodyMetadataTests
{
    [Theory]
    [InlineData("""{"name":"\ud800"}""")]
    [InlineData("""{"\udc00":"x"}""")]
    [InlineData("{")]
    [InlineData("[1]")]
    public void AddTo_NoTextOrNoObject_AddsNothing(string body) => Assert.Empty(Read(System.Text.Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void AddTo_BytesThatAreNoUtf8_ReplacedAsByTheRealHost() =>
        Assert.Equal("\ufffd", Read([.. "{\"email\":\""u8, 0xFF, .. "\"}"u8])["email"].String);

    private static MapField<string, TypedData> Read(byte[] body)
    {
        var entries = new MapField<string, TypedData>();
        BodyMetadata.AddTo(new TriggerMetadata(entries), body);
        return entries;
    }
}
