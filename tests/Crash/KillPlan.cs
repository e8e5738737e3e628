using System.Globalization;
using Router.Kit;

namespace Router.Crash;

/// <summary>Where to kill, before and after each effect, and how many of the kills struck: a run in which nothing was injected shows nothing.</summary>
internal sealed class KillPlan
{
    // The whole matrix runs with infra/test.sh --all; elsewhere a sample that the seed picks.
    private const int SampleOneIn = 5;
    private static readonly bool All = Environment.GetEnvironmentVariable("ROUTER_TEST_ALL") == "1";
    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("ROUTER_TEST_SEED"), CultureInfo.InvariantCulture, out var given)
        ? given
        : Random.Shared.Next(10_000);

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

    public IReadOnlyList<(int At, KillPoint Point)> Kills { get; }

    public void Note(bool hasStruck) => injected += hasStruck ? 1 : 0;

    /// <summary>Effects run side by side, so that a run may have fewer than the one they were counted in; but most kills must strike.</summary>
    public void AssertInjected() => Assert.True(injected > Kills.Count / 2, $"Only {injected} of {Kills.Count} planned kills struck.");

    public override string ToString() => $"seed {Seed} · faults {injected}/{Kills.Count}";
}
