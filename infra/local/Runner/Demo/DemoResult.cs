using Router.Runner.Sending;

namespace Router.Runner.Demo;

/// <summary>What became of one sample.</summary>
/// <param name="Sample">What was sent.</param>
/// <param name="Id">The request's id, if it was accepted.</param>
/// <param name="Status">The last status seen.</param>
/// <param name="Problem">Why it did not settle; nothing if it did.</param>
internal sealed record DemoResult(Sample Sample, string? Id, RequestStatus? Status, string? Problem);
