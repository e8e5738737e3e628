using CsCheck;
using Router.Teams.Sources;

namespace Router.Unit.Teams.Sources;

public sealed class PayloadPathTests
{
    [Theory]
    [InlineData("/a/b", "a", "b")]
    [InlineData("/a~1b/m~0n", "a/b", "m~n")]
    [InlineData("/~01", "~1")]
    [InlineData("/0", "0")]
    [InlineData("/", "")]
    [InlineData("$.a.b-c", "a", "b-c")]
    [InlineData("$['a b'].c", "a b", "c")]
    [InlineData("$.a[0]", "a", "0")]
    public void Parse_Children_Names(string text, params string[] names) =>
        Assert.Equal(names, PayloadPath.Parse(text).Steps.Select(step => Assert.IsType<PathStep.Child>(step).Name));

    [Fact]
    public void Parse_Filter_NamesAndValue()
    {
        var steps = PayloadPath.Parse("$.answers[?field.ref=='e-mail'].email").Steps;

        var where = Assert.IsType<PathStep.Where>(steps[1]);
        Assert.Equal(["field", "ref"], where.Names);
        Assert.Equal("e-mail", where.Value);
    }

    [Fact]
    public void Parse_FilterByAnotherPlace_ItsPath() =>
        Assert.Equal("/field/id", Assert.IsType<PathStep.Where>(PayloadPath.Parse("$.fields[?id==/field/id].title").Steps[1]).ValueFrom?.Text);

    [Fact]
    public void Parse_Header_ItsName() => Assert.Equal("X-GitHub-Event", PayloadPath.Parse("@X-GitHub-Event").Header);

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("@")]
    [InlineData("@X Y")]
    [InlineData("$")]
    [InlineData("$a")]
    [InlineData("$..a")]
    [InlineData("$.a[")]
    [InlineData("$.a[01]")]
    [InlineData("$.a[-1]")]
    [InlineData("$.a[?b]")]
    [InlineData("$.a[?(@.b>1)]")]
    [InlineData("/a~2")]
    [InlineData("/a~")]
    [InlineData("/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17")]
    public void Parse_NoPath_SaysSo(string text) => Assert.NotEmpty(Assert.Throws<FormatException>(() => PayloadPath.Parse(text)).Message);

    [Fact]
    public void Parse_AnyText_PathOrFormatException() => Gen.OneOf(Gen.String, Gen.String[Gen.Char["$/[]?='.*@a0~{}"], 0, 30])
        .Sample(text =>
        {
            try
            {
                return PayloadPath.Parse(text).Text == text && Pick.Of(text).Alternatives.Count == 1;
            }
            catch (FormatException)
            {
                return true;
            }
        });
}
