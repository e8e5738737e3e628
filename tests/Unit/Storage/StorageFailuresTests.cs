using Azure;
using Router.Storage;

namespace Router.Unit.Storage;

public sealed class StorageFailuresTests
{
    private const string Start = "storage-unavailable: the storage account that AzureWebJobsStorage names can't be used: ";

    [Fact]
    public void Describe_RetriesThatFailed_TheFirstReasonOnly()
    {
        var failure = new AggregateException("Retry failed after 3 tries.", new RequestFailedException("Connection refused (127.0.0.1:1)"), new RequestFailedException("Connection refused (127.0.0.1:1)"));

        Assert.True(StorageFailures.Explains(failure));
        Assert.Equal(Start + "Connection refused (127.0.0.1:1).", StorageFailures.Describe(failure));
    }

    [Fact]
    public void Describe_Refused_StatusAndCodeWithoutTheAccountsOwnWords() =>
        Assert.Equal(Start + "it answered 403 AuthenticationFailed.", StorageFailures.Describe(new RequestFailedException(403, "Server failed to authenticate.\nRequestId: 1", "AuthenticationFailed", null)));

    [Fact]
    public void Describe_TimeOut_OneFullStop() => Assert.Equal(Start + "Storage did not answer within 8 s.", StorageFailures.Describe(new TimeoutException("Storage did not answer within 8 s.")));

    [Fact]
    public void Explains_AFaultOfOurs_No()
    {
        Assert.False(StorageFailures.Explains(new InvalidOperationException("x")));
        Assert.False(StorageFailures.Explains(new AggregateException(new RequestFailedException("x"), new InvalidOperationException("x"))));
    }
}
