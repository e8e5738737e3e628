using Router.Triage;
using Router.Triage.Training;

namespace Router.Unit.Triage.Training;

public sealed class ShippedRowsTests
{
    [Fact]
    public void Read_WithDefaultSettings_NamesTheShippedModel() =>
        Assert.Equal(ModelInUse.Shipped.Card.Name, TriageModelTrainer.NameOf(ShippedRows.Read(), TrainingSettings.Default));

    [Fact]
    public void Write_Rows_ReadAsTheyWere()
    {
        var path = Path.GetTempFileName();
        TrainingRow[] rows = [new("Ünicode", "two\nlines", "fixing") { Severity = "low", Hard = true }, new("", "x", "doing") { Component = "editor", Group = "team" }];
        try
        {
            ShippedRows.Write(rows, path);

            Assert.Equal(rows, ShippedRows.Read(File.OpenRead(path)));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
