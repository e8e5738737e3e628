namespace Router.Requests;

/// <summary>Who acts on a request, and on which ones they may.</summary>
/// <param name="Name">For the timeline.</param>
/// <param name="MayActOn">Told the id of the component that the request is about; null where triage did not recognise it.</param>
internal sealed record Actor(string Name, Func<string?, bool> MayActOn)
{
    /// <summary>Somebody whose role allows it whatever the request is about.</summary>
    public static Actor OnAll(string name) => new(name, _ => true);

    /// <summary>
    /// To be asked of what was read, before the change to it is committed: since the page's guard looked, the request may have moved to another component, and a commit
    /// on top of an older reading is refused.
    /// </summary>
    /// <exception cref="NotTheirsException">They may not act on it.</exception>
    public void Demand(Request request)
    {
        if (!MayActOn(request.ComponentId))
        {
            throw new NotTheirsException();
        }
    }
}

/// <summary>A request is about a component of somebody else's, and nothing was changed.</summary>
internal sealed class NotTheirsException() : Exception("The request is about a component of somebody else's.");
