namespace Router.Intake.Quotas;

/// <summary>What may come within a day; 0 is no limit.</summary>
/// <param name="Bytes">Of the requests, with their files.</param>
internal readonly record struct DayLimits(long Requests, long Bytes, long Files)
{
    /// <summary>What is limited stays limited, however little it is.</summary>
    public DayLimits Part(int part) => new(PartOf(Requests, part), PartOf(Bytes, part), PartOf(Files, part));

    private static long PartOf(long most, int part) => most == 0 ? 0 : Math.Max(1, most / part);
}
