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
    [InlineData(";;;;(((;\"")]
    public void Parse_CommentOrQuotedStringWithoutEnd_Nothing(string header) => Assert.Null(AuthenticationResults.Parse(header));

    [Theory]
    [InlineData("mx.own.example; spf=fail (dmarc=pass; dmarc=pass) smtp.mailfrom=evil.example")]
    [InlineData("mx.own.example; spf=fail (a (nested; dmarc=pass) b; dmarc=pass) smtp.mailfrom=evil.example")]
    [InlineData("mx.own.example; spf=fail (\\); dmarc=pass) smtp.mailfrom=evil.example")]
    [InlineData("mx.own.example; spf=fail reason=\"; dmarc=pass\" smtp.mailfrom=evil.example")]
    [InlineData("mx.own.example; spf=fail (domain of \"a); dmarc=pass; (b\"@evil.example) smtp.mailfrom=evil.example")]
    [InlineData("mx.own.example; spf=fail smtp.mailfrom=\"x; dmarc=pass; y\"@evil.example")]
    public void Parse_ResultInWhatTheSenderChose_NotRead(string header) =>
        Assert.Equal("spf", Assert.Single(AuthenticationResults.Parse(header)!.Results).Method);

    [Fact]
    public void Parse_PropertyTwice_LeftOut() =>
        Assert.Null(Assert.Single(AuthenticationResults.Parse("mx.own.example; spf=pass smtp.mailfrom=evil.example smtp.mailfrom=a.example")!.Results).Property("smtp.mailfrom"));
}
