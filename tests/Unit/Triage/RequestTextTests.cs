using Router.Triage.Reading;

namespace Router.Unit.Triage;

public sealed class RequestTextTests
{
    [Theory]
    [InlineData("Re: Fwd: [Ticket 12] AW: export", "export")]
    [InlineData("[a][b] x", "x")]
    [InlineData("Reading list", "Reading list")]
    [InlineData("[not closed", "[not closed")]
    public void Read_Subject_WithoutPrefixes(string subject, string expected) =>
        Assert.Equal(expected, Assert.Single(RequestText.Read(subject, "").Sentences).Text);

    [Theory]
    [InlineData("Own words.\n> quoted words", "Own words.")]
    [InlineData("Own words.\n\n-- \nTom\nAcme Ltd", "Own words.")]
    [InlineData("Own words.\n\nKind regards,\nTom", "Own words.")]
    [InlineData("Own words.\nSent from my iPhone", "Own words.")]
    [InlineData("Own words.\n-----Original Message-----\nFrom: you\nOther words.", "Own words.")]
    [InlineData("Own words.\nOn Tue, 3 June, Ann wrote:\n> Other words.", "Own words.")]
    [InlineData("see below\n---------- Forwarded message ---------\nFrom: Sales\nAsked words.", "see below|Asked words.")]
    [InlineData("> only a quote", "only a quote")]
    [InlineData("Own ```\ncrash error\n``` words", "Own|words")]
    [InlineData("Own `NullReferenceException` words", "Own   words")]
    [InlineData("<p>Own <b>words</b></p><pre>crash</pre>", "Own  words")]
    [InlineData("<style>.crash { }</style><div>Own words</div>", "Own words")]
    [InlineData("5 < 6 and 7 > 3", "5 < 6 and 7 > 3")]
    [InlineData("### Steps\n- **Open** it", "Steps|Open it")]
    [InlineData("A line that the mail program wrapped after so many\nwords.", "A line that the mail program wrapped after so many words.")]
    public void Read_Body_OwnWordsOnly(string body, string expected) =>
        Assert.Equal(expected, string.Join('|', RequestText.Read("", body).Sentences.Select(sentence => sentence.Text)));

    [Fact]
    public void Read_SentenceForms_ContractionsAndAccentsFolded() =>
        Assert.Equal(
            ["^", "it", "does", "not", "ca", "me", "rendre", "gross", "can", "not", "?"],
            RequestText.Read("", "It doesn’t ça me rendre GROẞ can't?").Sentences[0].Words.Select(word => word.Form));

    [Fact]
    public void Read_Quote_GivesCustomersWords()
    {
        var sentence = RequestText.Read("", "Hello, it DOESN'T work!").Sentences[0];

        Assert.Equal("it DOESN'T work", sentence.Quote(1, sentence.Words.Length - 1));
    }
}
