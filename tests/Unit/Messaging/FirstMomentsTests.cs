using Microsoft.Extensions.Time.Testing;
using Router.Messaging;

namespace Router.Unit.Messaging;

public sealed class FirstMomentsTests
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    public void Wait_NobodyWaits_UntilTheyAreOver()
    {
        var wait = new FirstMoments(time).WaitAsync(TestContext.Current.CancellationToken);
        time.Advance(FirstMoments.Length / 2);
        Assert.False(wait.IsCompleted);

        time.Advance(FirstMoments.Length / 2);

        Assert.True(wait.IsCompleted);
    }

    [Fact]
    public async Task Wait_SomebodyWaits_OverAtOnce()
    {
        var moments = new FirstMoments(time);
        var wait = moments.WaitAsync(TestContext.Current.CancellationToken);

        moments.End();

        await wait;
    }

    [Fact]
    public async Task Wait_TheAppStops_DoesNotThrow()
    {
        using var stopping = new CancellationTokenSource();
        var wait = new FirstMoments(time).WaitAsync(stopping.Token);

        await stopping.CancelAsync();

        await wait;
    }
}
