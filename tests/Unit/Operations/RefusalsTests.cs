using System.Diagnostics.Metrics;
using Microsoft.Extensions.Time.Testing;
using Router.Operations;
using Router.Requests;

namespace Router.Unit.Operations;

public sealed class RefusalsTests : IDisposable
{
    private static readonly Problem WrongSecret = Problem.SignatureInvalid("The secret is wrong.");
    private readonly FakeTimeProvider time = new();
    private readonly LogLines log = new();
    private readonly List<string> counted = [];
    private readonly MeterListener listener = new();
    private readonly ServiceProvider services;

    public RefusalsTests()
    {
        services = new ServiceCollection()
            .AddMetrics().AddLogging(logging => logging.AddProvider(log)).AddSingleton<TimeProvider>(time).AddSingleton<Refusals>().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter.Name == Refusals.MeterName && ReferenceEquals(instrument.Meter.Scope, meters))
            {
                listening.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            counted.Add($"{instrument.Name} {value} {string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}"));
        listener.Start();
    }

    [Fact]
    public void Note_Flood_OneLineAtOnceAndOneAMinuteWithTheCount()
    {
        Note(WrongSecret, 10_000);
        Assert.Equal(["Warning: Refused: signature-invalid, channel email"], log.All);

        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("Warning: Refused 9999 more within a minute: signature-invalid, channel email", log.All[^1]);

        Note(WrongSecret, 5);
        Assert.Equal(2, log.All.Count);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("Warning: Refused 5 more within a minute: signature-invalid, channel email", log.All[^1]);
        Assert.Equal(3, log.All.Count);
        Assert.Equal(10_005, counted.Count);
    }

    [Fact]
    public void Note_AfterAQuietMinute_LoggedAtOnce()
    {
        Note(WrongSecret);
        time.Advance(TimeSpan.FromMinutes(1));
        Note(WrongSecret);
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(["Warning: Refused: signature-invalid, channel email", "Warning: Refused: signature-invalid, channel email"], log.All);
    }

    [Fact]
    public void Note_AnotherCodeOrChannel_LineOfItsOwn()
    {
        Note(WrongSecret);
        Note(WrongSecret, path: "/api/webhooks/github");
        Note(Problem.TooLarge(1));

        Assert.Equal(3, log.All.Distinct().Count());
    }

    [Fact]
    public void Dispose_WhatWasCountedOnly_IsLogged()
    {
        Note(WrongSecret, 3);

        services.Dispose();

        Assert.Equal("Warning: Refused 2 more within a minute: signature-invalid, channel email", log.All[^1]);
    }

    [Theory]
    [InlineData("/api/email", "email")]
    [InlineData("/API/Email/notifications", "email")]
    [InlineData("/api/webhooks/github", "webhook")]
    [InlineData("/api/forms/support", "form")]
    [InlineData("/forms/support", "form")]
    [InlineData("/api/emails", "page")]
    [InlineData("/requests", "page")]
    public void Note_EachPath_CountedByItsChannel(string path, string channel)
    {
        Note(WrongSecret, path: path);

        Assert.Equal([$"router.refusals 1 code=signature-invalid channel={channel}"], counted);
    }

    [Fact]
    public void Note_LimitAndOutage_OnlyTheLimitIsARefusal()
    {
        Note(Problem.UploadsBusy());
        Note(Problem.Unavailable());

        Assert.Equal(["Warning: Refused: uploads-busy, channel email"], log.All);
        Assert.Single(counted);
    }

    public void Dispose()
    {
        listener.Dispose();
        services.Dispose();
    }

    private void Note(Problem problem, int times = 1, string path = "/api/email")
    {
        for (var number = 0; number < times; number++)
        {
            Refusals.Note(new DefaultHttpContext { RequestServices = services, Request = { Path = path } }, problem);
        }
    }
}
