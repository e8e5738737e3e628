using CsCheck;
using Router.Triage;
using Router.Triage.Model;

namespace Router.Unit.Triage.Model;

public sealed class ModelFileTests
{
    private readonly byte[] file = Write(ModelInUse.Shipped);

    [Fact]
    public void Read_WhatWasWritten_TheSame() => Assert.Equal(file, Write(ModelFile.Read(new MemoryStream(file))));

    [Theory]
    [InlineData(0, "not a Router model")]
    [InlineData(4, "train it anew")]
    [InlineData(8, "train it anew")]
    [InlineData(15, "damaged")]
    [InlineData(16, "card can't be read")]
    public void Read_DamagedAt_SaysSo(int position, string problem)
    {
        file[position] ^= 0xff;

        Assert.Contains(problem, Assert.Throws<ModelFileException>(() => ModelFile.Read(new MemoryStream(file))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_CutAnywhere_Refused() => Gen.Int[0, file.Length - 1].Sample(
        length => Assert.Throws<ModelFileException>(() => ModelFile.Read(new MemoryStream(file[..length]))), iter: 50);

    [Fact]
    public void Load_NoFile_NamesThePath() =>
        Assert.Contains("nowhere.model", Assert.Throws<ModelFileException>(() => ModelFile.Load("nowhere.model")).Message, StringComparison.Ordinal);

    private static byte[] Write(TriageModel model)
    {
        using var stream = new MemoryStream();
        ModelFile.Write(model, stream);
        return stream.ToArray();
    }
}
