using Router.Triage;
using Router.Triage.Model;

namespace Router.Unit.Triage.Model;

public sealed class CalibratedModelTests
{
    [Theory]
    [InlineData(0u)]
    [InlineData(17u)]
    public void Classify_AfterItHasGrown_AllocatesNothing(uint tenant)
    {
        var probabilities = new float[Classes.Kinds.Length];
        using var message = new FoldedMessage("Export", "Since this morning the export stops at 40 %. Is there a way around it?");
        ModelInUse.Shipped.Kind.Classify(message, tenant, probabilities);

        var before = GC.GetAllocatedBytesForCurrentThread();
        ModelInUse.Shipped.Kind.Classify(message, tenant, probabilities);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(1, probabilities.Sum(), 4);
    }
}
