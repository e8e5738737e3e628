using Router.Messaging;

namespace Router.Unit.Messaging;

/// <summary>The validator once threw at every start: it called a method of an internal type by reflection.</summary>
public sealed class MessagingOptionsTests
{
    [Theory]
    [InlineData("Endpoint=sb://127.0.0.1;SharedAccessKeyName=any;SharedAccessKey=bm9uZQ==;UseDevelopmentEmulator=true", true)]
    [InlineData("Endpoint=nowhere", false)]
    [InlineData(null, false)]
    public void Validate_ConnectionString_AsExpected(string? connectionString, bool expected)
    {
        var result = new MessagingOptionsValidator().Validate(null, new MessagingOptions { ConnectionString = connectionString });

        Assert.Equal(expected, result.Succeeded);
    }
}
