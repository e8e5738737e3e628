namespace Router.Kit;

/// <summary>How a test wants its stack.</summary>
internal sealed record StackOptions
{
    /// <summary>The folder of the app's build: this checkout's, a published one, or one that carries planted bugs.</summary>
    public string App { get; init; } = Environment.GetEnvironmentVariable("ROUTER_TEST_APP") ?? Checkout.BuildOf("Router.Functions");

    /// <summary>App settings besides the test's usual ones.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Dead letters whose work is done are swept away every second, else never.</summary>
    public bool Sweeps { get; init; }

    /// <summary>The model is trained anew every second, as far as there is something new, else never.</summary>
    public bool Retrains { get; init; }

    /// <summary>A message that was not settled comes again after five seconds instead of a minute.</summary>
    public bool HasShortLocks { get; init; }

    /// <summary>The app speaks to the broker over TLS, past the proxy that counts its effects.</summary>
    public bool UsesTls { get; init; }

    /// <summary>The app trusts the authority of the broker's certificate, as it trusts the real service's.</summary>
    public bool TrustsBroker { get; init; } = true;

    /// <summary>The app with a planted bug.</summary>
    public static StackOptions WithBug(string bug) => new()
    {
        App = Checkout.BuildOf("Router.Planted"),
        Settings = new Dictionary<string, string> { ["Planted__Bug"] = bug },
    };
}
