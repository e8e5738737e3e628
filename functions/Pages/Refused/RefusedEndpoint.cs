using Router.Operations;
using Router.Pages.Frame;

namespace Router.Pages.Refused;

internal static class RefusedEndpoint
{
    public static IResult Show(Refusals refusals) => new PageResult(Slices.Refused(new RefusedPageModel(refusals.Counts.Read(), refusals.Counts.Since)));
}
