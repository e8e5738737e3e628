using Router.Storage;

namespace Router.Unit.Storage;

public sealed class StorageOptionsTests
{
    [Theory]
    [InlineData("UseDevelopmentStorage=true")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=mine;AccountKey=bm9uZQ==;EndpointSuffix=core.windows.net")]
    [InlineData("DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=bm9uZQ==;BlobEndpoint=http://127.0.0.1:2/devstoreaccount1;TableEndpoint=http://127.0.0.1:4/devstoreaccount1;")]
    [InlineData("BlobEndpoint=https://mine.blob.core.windows.net;TableEndpoint=https://mine.table.core.windows.net;SharedAccessSignature=sv=1&sig=x")]
    public void ConnectionString_Complete_Taken(string text) => Assert.Empty(FaultsOf(text));

    [Theory]
    [InlineData("garbage")]
    [InlineData("a=b")]
    [InlineData("=;;=")]
    [InlineData("AccountName=mine")]
    [InlineData("UseDevelopmentStorage=perhaps")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=mine;AccountKey=no base64!")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=a b;AccountKey=bm9uZQ==")]
    [InlineData("BlobEndpoint=nowhere;TableEndpoint=nowhere;SharedAccessSignature=sig")]
    [InlineData("TableEndpoint=https://mine.table.core.windows.net;SharedAccessSignature=sig")]
    [InlineData("Endpoint=sb://mine.servicebus.windows.net;SharedAccessKeyName=n;SharedAccessKey=k")]
    public void ConnectionString_NoneOfAStorageAccount_NamedAndNotRepeated(string text)
    {
        var fault = Assert.Single(FaultsOf(text));

        Assert.Contains("AzureWebJobsStorage must hold", fault, StringComparison.Ordinal);
        Assert.DoesNotContain($" {text}", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public void ConnectionString_Missing_SaysWhereToSetIt(string? text) => Assert.Contains("Set AzureWebJobsStorage", Assert.Single(FaultsOf(text)), StringComparison.Ordinal);

    private static IEnumerable<string> FaultsOf(string? text) => new StorageOptionsValidator().Validate(null, new StorageOptions { ConnectionString = text }).Failures ?? [];
}
