using Microsoft.Extensions.Time.Testing;
using Router.Intake.Bodies;

namespace Router.Unit.Intake.Bodies;

public sealed class BodyDeadlineTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Token_TimeIsOver_EndsAndSaysSo()
    {
        using var deadline = new BodyDeadline(TimeSpan.FromSeconds(5), _time, CancellationToken.None);
        Assert.False(deadline.Token.IsCancellationRequested);

        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.True(deadline.Token.IsCancellationRequested);
        Assert.True(deadline.HasPassed);
    }

    [Fact]
    public async Task Token_SenderGone_EndsButIsNotLate()
    {
        using var gone = new CancellationTokenSource();
        using var deadline = new BodyDeadline(TimeSpan.FromSeconds(5), _time, gone.Token);

        await gone.CancelAsync();

        Assert.True(deadline.Token.IsCancellationRequested);
        Assert.False(deadline.HasPassed);
    }
}
