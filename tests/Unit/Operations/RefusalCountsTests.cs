using Microsoft.Extensions.Time.Testing;
using Router.Operations;

namespace Router.Unit.Operations;

public sealed class RefusalCountsTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 30, 9, 59, 59, TimeSpan.Zero);
    private readonly FakeTimeProvider time = new(Start);
    private readonly RefusalCounts counts;

    public RefusalCountsTests() => counts = new RefusalCounts(time);

    [Fact]
    public void Add_SameCodeAndChannel_CountedByHour()
    {
        Add("signature-invalid", 2);
        time.Advance(TimeSpan.FromSeconds(1));
        Add("signature-invalid", 3);
        Add("page-unknown", 4, isSuspicious: false);

        Assert.Equal(["10:00 page-unknown 4", "10:00 signature-invalid 3", "09:00 signature-invalid 2"], counts.Read().Select(each => $"{each.Hour:HH:mm} {each.Code} {each.Count}"));
        Assert.Equal(Start, counts.Since);
    }

    [Fact]
    public void Add_ADayLater_OlderHoursAreForgotten()
    {
        Add("signature-invalid", 1);
        time.Advance(TimeSpan.FromHours(24));
        Add("signature-missing", 1);

        Assert.Equal("signature-missing", Assert.Single(counts.Read()).Code);
    }

    [Theory]
    [InlineData(19, true, false)]
    [InlineData(20, true, true)]
    [InlineData(1_000, false, false)]
    public void IsBurst_FromTwentySuspiciousOnes(int count, bool isSuspicious, bool expected)
    {
        Add("x", count, isSuspicious);

        Assert.Equal(expected, Assert.Single(counts.Read()).IsBurst);
    }

    [Fact]
    public void HasBurst_WhileItIsRecent()
    {
        Add("x", 19);
        Assert.False(counts.HasBurst);
        Add("x", 1);
        Assert.True(counts.HasBurst);
        time.Advance(TimeSpan.FromHours(1));
        Assert.True(counts.HasBurst);
        time.Advance(TimeSpan.FromHours(1));
        Assert.False(counts.HasBurst);
    }

    private void Add(string code, int times, bool isSuspicious = true)
    {
        for (var time = 0; time < times; time++)
        {
            counts.Add(code, "email", isSuspicious);
        }
    }
}
