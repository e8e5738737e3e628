using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Router.Requests;
using Router.Search;
using Router.Storage;

namespace Router.Contract.Storage;

public sealed class RequestSearchTests : IDisposable
{
    private readonly RouterStorage storage;
    private readonly ApplicationLifetime lifetime = new(NullLogger<ApplicationLifetime>.Instance);
    private readonly RequestSearch search;

    public RequestSearchTests(AzuriteFixture azurite)
    {
        storage = new RouterStorage(azurite);
        search = new RequestSearch(new SearchFeed(storage.Account), lifetime, storage.Time);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => search.Dispose();

    [Fact]
    public async Task Find_EverythingSaidInARequest_LeadsToIt()
    {
        var id = RouterStorage.NewId();
        await ListAsync(id, 1, "zebrafish in the opening");
        await storage.Views.ProjectLaterAsync(id, [new FollowUp("0a", new Customer("kim@example.com", "Kim"), "Re", "quokka said later", Received)], Token);
        await storage.Views.ProjectMailsAsync(id, [new Mail("reply", "kim@example.com", "Kim", "Re", "our narwhal", "", Received) { State = MailState.Sent }], Token);

        foreach (var typed in new[] { "zebrafish", "quokka", "narwhal" })
        {
            Assert.Equal(id, Assert.Single(await HitsAsync(typed)).RequestId);
        }
    }

    [Fact]
    public async Task Find_WhatCameAfterTheLastSearch_IsFound()
    {
        var id = RouterStorage.NewId();
        Assert.Empty(await HitsAsync("capybara"));

        await ListAsync(id, 1, "a capybara");
        storage.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(id, Assert.Single(await HitsAsync("capybara")).RequestId);
    }

    [Fact]
    public async Task Find_ListedAgainWithOtherWords_TheOldAreGone()
    {
        var id = RouterStorage.NewId();
        await ListAsync(id, 1, "an armadillo");
        Assert.Single(await HitsAsync("armadillo"));

        await ListAsync(id, 2, "a pangolin");
        storage.Time.Advance(TimeSpan.FromHours(2));

        Assert.Empty(await HitsAsync("armadillo"));
        Assert.Single(await HitsAsync("pangolin"));
    }

    [Fact]
    public async Task Find_LaterMailOfARoundThatTheRelayEnded_IsFound()
    {
        var id = RouterStorage.NewId();
        await storage.ReceiveAsync(id, "Subject", "opening");
        var before = await storage.Partitions.LoadHeadAsync(id, Token);
        var stage = new Stage("join-1", before!.Request! with { HasUnread = true }) { FollowUps = [new FollowUp("0b", before.Request.Customer, "Re", "an axolotl", Received)] };
        Assert.Equal(CommitResult.Committed, await storage.Partitions.CommitAsync(id, before, stage, Token));

        await storage.Views.ProjectLaterAsync(id, await storage.Partitions.LoadLatestAsync(id, Token), Token);

        Assert.Equal(id, Assert.Single(await HitsAsync("axolotl")).RequestId);
    }

    private DateTimeOffset Received => storage.Time.GetUtcNow();

    private async Task<IReadOnlyList<SearchHit>> HitsAsync(string typed)
    {
        var result = await search.FindAsync(SearchQuery.Parse(typed), newestFirst: false, Token);
        Assert.Null(result.ReadSoFar);
        return result.Hits;
    }

    private Task ListAsync(string id, int version, string text) => storage.Views.ProjectAsync(
        new Partition { Key = id, Version = version, Request = RouterStorage.RequestOf(id) with { ReceivedAt = Received }, Text = text }, Token);
}
