using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Router.Intake;
using Router.Intake.Forms;

namespace Router.Unit.Intake.Forms;

public sealed class FormRatesTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void TryPost_NotBelieved_NoLimit()
    {
        var rates = Rates(new FormsOptions { ForwardedFor = ForwardedFor.Off, PostsPerNetwork = 1 });

        Assert.All(Enumerable.Range(0, 3), _ => Assert.Null(rates.TryPost(From("203.0.113.7"))));
    }

    [Fact]
    public void TrySender_WhateverCase_IsOne()
    {
        var rates = Rates(new FormsOptions { PostsPerAddress = 1 });

        Assert.Null(rates.TrySender("Ann@example.com", From("203.0.113.7")));
        Assert.NotNull(rates.TrySender("ann@EXAMPLE.com", From("203.0.113.7")));
        Assert.Null(rates.TrySender("", From("203.0.113.7")));
        Assert.Null(rates.TrySender("", From("203.0.113.7")));
    }

    [Fact]
    public void TrySender_OthersInTheSameName_LockNobodyOut()
    {
        var rates = Rates(new FormsOptions { PostsPerAddress = 20 });
        for (var post = 0; post < 1_000; post++)
        {
            rates.TrySender("ann@example.com", From($"198.51.100.{post % 200}"));
        }

        Assert.Null(rates.TrySender("ann@example.com", From("203.0.113.7")));
    }

    [Fact]
    public void TrySender_NetworkUnknown_Passes()
    {
        var rates = Rates(new FormsOptions { PostsPerAddress = 1, ForwardedFor = ForwardedFor.Off });

        Assert.Null(rates.TrySender("ann@example.com", From("203.0.113.7")));
        Assert.Null(rates.TrySender("ann@example.com", From("203.0.113.7")));
    }

    [Fact]
    public void IsOverused_MoreThanOneSenderMay_FromWherever()
    {
        var rates = Rates(new FormsOptions { PostsPerAddress = 2 });

        Assert.Equal([false, false, true], Enumerable.Range(0, 3).Select(_ => rates.IsOverused("ann@example.com")));
        Assert.False(rates.IsOverused("bob@example.com"));
        Assert.All(Enumerable.Range(0, 9), _ => Assert.False(rates.IsOverused("")));
    }

    private FormRates Rates(FormsOptions options) => new(Options.Create(options), new SenderNetworks(Options.Create(options)), _time);

    private static HttpRequest From(string forwardedFor)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers[SenderNetworks.Header] = forwardedFor;
        return context.Request;
    }
}
