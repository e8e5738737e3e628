using Router.Triage.Learning;

namespace Router.Browser.Setup;

/// <summary>A ledger of two nights: one model came into use and was left again, the next was not taken.</summary>
internal static class SampleModels
{
    private static readonly DateTimeOffset Night = new(2026, 11, 21, 3, 0, 0, TimeSpan.Zero);
    private static readonly ModelComparison Figures = new(31, 18, 24, 8, 2, 3, 2, 500, 9, 0.851, 0.849);

    public static Task StoreAsync(IServiceProvider services) => services.GetRequiredService<ModelStore>().TryWriteAsync(
        new ModelLedger { Words = [new("manager-ui", "sidebar", 7), new("manager-ui", "carousel", 4)] }
            .With(new Candidate("mHk3-Q9x_aB2", Night, 5_205, 104, "sHpd", Figures, Switched: true, "Of 31 held-out decisions it mends 8 and breaks 2."))
            .GoBackTo(null, "local user", Night.AddHours(7))
            .With(new Candidate("pLw8_r5YtN1c", Night.AddDays(1), 5_207, 107, "sHpd", Figures, Switched: false, "A person went back from mHk3-Q9x_aB2; it takes 125 decisions before another comes into use.")),
        null,
        CancellationToken.None);
}
