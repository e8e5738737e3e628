using Router.Requests;

namespace Router.Intake.Bodies;

/// <summary>A body that is refused while it comes, through no fault of its own.</summary>
internal sealed class BodyRefusedException(Problem problem) : Exception(problem.Code)
{
    public Problem Problem { get; } = problem;
}
