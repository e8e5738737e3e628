using Router.Connectors.Graph;

namespace Router.Unit.Connectors.Graph;

public sealed class GraphOptionsTests
{
    [Theory]
    [InlineData("http://127.0.0.1:5310/v1.0", "key", null)]
    [InlineData("http://localhost:5310/v1.0", "key", null)]
    [InlineData("http://127.0.0.1:5310/v1.0", null, "Mailbox__AccessKey")]
    [InlineData("http://10.0.0.1/v1.0", "key", "Mailbox__GraphUrl")]
    [InlineData("https://graph.microsoft.com.evil.example/v1.0", "key", "Mailbox__GraphUrl")]
    [InlineData("http://127.0.0.1@evil.example/v1.0", "key", "Mailbox__GraphUrl")]
    [InlineData("no address", "key", "Mailbox__GraphUrl")]
    [InlineData("", "key", "Mailbox__GraphUrl")]
    public void Validate_GraphUrl_AnotherOneOnLoopbackOnly(string url, string? key, string? named)
    {
        var result = new GraphOptionsValidator().Validate(null, new GraphOptions { GraphUrl = url, AccessKey = key });

        Assert.Equal(named is null, result.Succeeded);
        Assert.Contains(named ?? "", result.FailureMessage ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_NothingSet_GraphItself() => Assert.True(new GraphOptionsValidator().Validate(null, new GraphOptions()).Succeeded);
}
