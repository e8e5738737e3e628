using Router.Intake.Bodies;

namespace Router.Unit.Intake.Bodies;

internal static class Shares
{
    /// <summary>For tests that are about something else.</summary>
    public static ByteShare Unbounded => Of(long.MaxValue / 2);

    public static ByteShare Of(long bytes) => new ByteBudget(bytes, bytes).Open(null);
}
