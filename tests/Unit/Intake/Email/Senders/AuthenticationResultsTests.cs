using Router.Intake.Email.Senders;

namespace Router.Unit.Intake.Email.Senders;

public sealed class AuthenticationResultsTests
{
    [Theory]
    [InlineData("mx.own.example; dkim=pass header.d=a.example", "mx.own.example")]
    [InlineData("MX.own.example 1; dkim=pass header.d=a.example", "mx.own.example")]
    [InlineData("mx.own.example (amavisd-new); dkim=pass header.d=a.example", "mx.own.example")]
    [InlineData("mx.own.example;\tdkim/1 = pass\r\n\theader.d=a.example", "mx.own.example")]
    [InlineData("mx.own.example;DKIM=PASS (2048-bit key) HEADER.D=A.example", "mx.own.example")]
    [InlineData("mx.own.example; dkim=pass(ok)header.d=a.example", "mx.own.example")]
    [InlineData("(c) mx.own.example (x) 1 (y) ; dkim (z) / (v) 1 = (q) pass (w) header (a) . (b) d (e) = (f) a.example (g)", "mx.own.example")]
    [InlineData("\"mx.own.example\"; dkim=pass header.d=a.example; none", "mx.own.example")]
    [InlineData("dkim=pass (signature was verified) header.d=a.example;", null)]
    public void Parse_OneResult_ReadHoweverItIsWritten(string header, string? host)
    {
        var read = AuthenticationResults.Parse(header)!;

        Assert.Equal(host, read.Host);
        var result = Assert.Single(read.Results);
        Assert.Equal(("dkim", true, "a.example"), (result.Method, result.IsPass, result.Property("header.d")));
    }

    [Theory]
    [InlineData("mx.own.example; none")]
    [InlineData("mx.own.example")]
    [InlineData("mx.own.example; ;;; ")]
    [InlineData("")]
    public void Parse_NoResult_None(string header) => Assert.Empty(AuthenticationResults.Parse(header)!.Results);

    [Theory]
    [InlineData("mx.own.example; dkim=pass (unended")]
    [InlineData("mx.own.example; dkim=pass \"unended")]
    [InlineData("mx.own.example; spf=fail (a)); dmarc=pass header.from=customer.example (b) smtp.mailfrom=evil.example")]
    [InlineData("mx.own.example; spf=fail (domain of \"a); dmarc=pass; (b\"@evil.example) smtp.mailfrom=evil.example")]
    [InlineData("mx.own.example; spf=fail smtp.mailfrom=a\\; dmarc=pass")]
    [InlineData("mx.own.example; spf=fail because; dmarc=pass")]
    [InlineData("mx.own.example; spf; dmarc=pass")]
    [InlineData("mx.own.example; =fail; dmarc=pass")]
    [InlineData("mx.own.example dmarc=pass; dmarc=pass")]
    [InlineData("mx.own.example 2; dmarc=pass header.from=customer.example")]
    [InlineData("mx.own.example 1 1; dmarc=pass")]
    public void Parse_AgainstTheGrammarOrOfAnotherVersion_ProvesNothing(string header)
    {
        var read = AuthenticationResults.Parse(header)!;

        Assert.Equal("mx.own.example", read.Host);
        Assert.False(read.IsReadable);
        Assert.Empty(read.Results);
    }

    [Theory]
    [InlineData("(((;\"")]
    [InlineData("(mx.own.example; dmarc=pass")]
    [InlineData("mx.own.example); dmarc=pass")]
    [InlineData("\"mx.own.example; dmarc=pass")]
    public void Parse_NameThatCannotBeRead_Nothing(string header) => Assert.Null(AuthenticationResults.Parse(header));

    [Fact]
    public void Parse_MethodOfAnotherVersion_NotRead() =>
        Assert.Equal("spf", Assert.Single(AuthenticationResults.Parse("mx.own.example; dmarc/2=pass header.from=a.example; spf/1=none")!.Results).Method);

    [Theory]
    [InlineData("mx.own.example; spf=fail (dmarc=pass; dmarc=pass) smtp.mailfrom=evil.example")]
    [InlineData("mx.own.example; spf=fail (a (nested; dmarc=pass) b; dmarc=pass) smtp.mailfrom=evil.example")]
    [InlineData("mx.own.example; spf=fail (\\); dmarc=pass) smtp.mailfrom=evil.example")]
    [InlineData("mx.own.example; spf=fail reason=\"; dmarc=pass\" smtp.mailfrom=evil.example")]
    [InlineData("mx.own.example; spf=fail smtp.mailfrom=\"x; dmarc=pass; y\"@evil.example")]
    public void Parse_ResultInWhatTheSenderChose_NotRead(string header) =>
        Assert.Equal("spf", Assert.Single(AuthenticationResults.Parse(header)!.Results).Method);

    [Fact]
    public void Parse_PropertyTwice_LeftOut() =>
        Assert.Null(Assert.Single(AuthenticationResults.Parse("mx.own.example; spf=pass smtp.mailfrom=evil.example smtp.mailfrom=a.example")!.Results).Property("smtp.mailfrom"));
}
