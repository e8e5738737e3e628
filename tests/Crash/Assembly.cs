using Router.Crash;
using Xunit.Sdk;
using Xunit.v3;

// Each class has a stack of six processes of its own; side by side they slow each other until limits tell nothing.
[assembly: Parallelization(Mode = ParallelMode.None)]
[assembly: AssemblyFixture(typeof(FaultLedger))]
