using Microsoft.Extensions.Options;
using Router.Messaging;

namespace Router.Unit.Messaging;

/// <summary>The validator once threw at every start: it called a method of an internal type by reflection.</summary>
public sealed class MessagingOptionsTests
{
    private const string Emulator = "Endpoint=sb://127.0.0.1;SharedAccessKeyName=any;SharedAccessKey=bm9uZQ==;UseDevelopmentEmulator=true";

    [Theory]
    [InlineData(Emulator, null, true)]
    [InlineData(null, "example.servicebus.windows.net", true)]
    [InlineData("", "example.servicebus.windows.net", true)]
    [InlineData("Endpoint=nowhere", null, false)]
    [InlineData(null, null, false)]
    [InlineData("", " ", false)]
    [InlineData(Emulator, "example.servicebus.windows.net", false)]
    [InlineData(null, "sb://example.servicebus.windows.net/", false)]
    [InlineData(null, "example.com/queue", false)]
    public void Validate_HowTheNamespaceIsReached_AsExpected(string? connectionString, string? name, bool expected) =>
        Assert.Equal(expected, Validate(new MessagingOptions { ConnectionString = connectionString, FullyQualifiedNamespace = name }).Succeeded);

    [Fact]
    public void Validate_Nothing_NamesBothSettings()
    {
        var result = Validate(new MessagingOptions());

        Assert.Contains("Set ServiceBus to", result.FailureMessage, StringComparison.Ordinal);
        Assert.Contains("ServiceBus__fullyQualifiedNamespace", result.FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void IdleTimeout_ByDefault_IsBelowThirtySeconds() => Assert.InRange(new MessagingOptions().IdleTimeoutSeconds, 2, 29);

    private static ValidateOptionsResult Validate(MessagingOptions options) => new MessagingOptionsValidator().Validate(null, options);
}
