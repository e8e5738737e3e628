using Router.Requests;

namespace Router.Triage.Model;

/// <summary>Between the kinds and how files and commands write them.</summary>
internal static class KindNames
{
    public static string Of(RequestKind kind) => kind switch
    {
        RequestKind.Doing => Classes.Kinds[0],
        RequestKind.Building => Classes.Kinds[1],
        RequestKind.Fixing => Classes.Kinds[2],
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unclear is no kind."),
    };
}
