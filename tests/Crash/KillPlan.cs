using System.Globalization;
using Router.Kit;

namespace Router.Crash;

/// <summary>Where to kill, before and after each effect, and how many of the kills struck: a run in which nothing was injected shows nothing.</summary>
internal sealed class KillPlan
{
    // The whole matrix runs with infra/test.sh --all; elsewhere a sample that the seed picks.
    private const int SampleOneIn = 8;
    private int injected;

    public KillPlan(int effects)
    {
        var kills = Enumerable.Range(1, effects).SelectMany(at => Enum.GetValues<KillPoint>().Select(point => (at, point))).ToArray();
        if (!All)
        {
            new Random(Seed).Shuffle(kills);
            kills = kills[..((kills.Length + SampleOneIn - 1) / SampleOneIn)];
        }

        Kills = kills;
    }

    public static bool All { get; } = Environment.GetEnvironmentVariable("ROUTER_TEST_ALL") == "1";

    public static int Seed { get; } = NumberFrom("ROUTER_TEST_SEED") ?? Random.Shared.Next(10_000);

    public IReadOnlyList<(int At, KillPoint Point)> Kills { get; }

    public int Injected => injected;

    /// <summary>A run's size from the environment; else the whole with infra/test.sh --all, and a sample without.</summary>
    public static int SizeOf(string variable, int whole, int sample) => NumberFrom(variable) ?? (All ? whole : sample);

    public void Note(int strikes) => injected += strikes;

    public void AssertInjected() => Assert.True(
        injected > 0 && injected == Kills.Count, $"Only {injected} of {Kills.Count} planned kills struck.");

    public override string ToString() => $"seed {Seed} · faults {injected}/{Kills.Count}";

    private static int? NumberFrom(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var given) ? given : null;
}
