using Router.Triage.Training;

namespace Router.Unit.Triage.Training;

public sealed class RowVariantsTests
{
    private static readonly TrainingRow[] Rows =
    [
        new("", "The door does not open any more.", "fixing"),
        new("", "How do I open the door?", "doing"),
        new("", "Good morning to you all!", "unclear"),
    ];

    [Fact]
    public void All_TwoOfEach_InTheOrderOfTheRows()
    {
        var variants = new RowVariants(Rows).All(2);

        Assert.Equal([.. Rows.Select(row => row.Kind), .. Rows.Select(row => row.Kind)], variants.Select(row => row.Kind));
    }

    [Fact]
    public void All_Twice_TheSame() => Assert.Equal(new RowVariants(Rows).All(2), new RowVariants(Rows).All(2));

    [Fact]
    public void All_TwoOfEach_NotAlike()
    {
        var variants = new RowVariants([.. Enumerable.Repeat(Rows, 10).SelectMany(rows => rows)]).All(2);

        Assert.NotEqual(variants.Take(30).Select(row => row.Body), variants.Skip(30).Select(row => row.Body));
    }
}
