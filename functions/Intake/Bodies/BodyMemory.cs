using Microsoft.Extensions.Options;

namespace Router.Intake.Bodies;

/// <summary>The memory that all bodies share. Half of it is beyond the reach of any one network that has proven nothing.</summary>
internal sealed class BodyMemory(IOptions<BodiesOptions> options) : ByteBudget(options.Value.MemoryBytes, options.Value.MemoryBytes / 2);
