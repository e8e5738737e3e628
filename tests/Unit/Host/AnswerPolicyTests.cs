using System.Text;
using Router.FunctionsHost.Handler;

namespace Router.Unit.Host;

public sealed class AnswerPolicyTests
{
    [Theory]
    [InlineData(200, "{}", Answer.Success)]
    [InlineData(202, """{"Outputs":{},"Logs":[],"ReturnValue":null}""", Answer.Success)]
    [InlineData(500, "{}", Answer.Failure)]
    [InlineData(302, "{}", Answer.Failure)]
    [InlineData(404, "", Answer.Failure)]
    [InlineData(200, "ok", Answer.Failure)]
    [InlineData(200, "{", Answer.Failure)]
    [InlineData(200, "[]", Answer.Failure)]
    [InlineData(200, "7", Answer.Failure)]
    [InlineData(200, "", Answer.Unheard)]
    [InlineData(200, " \n", Answer.Unheard)]
    [InlineData(200, "null", Answer.Unheard)]
    [InlineData(204, "", Answer.Unheard)]
    internal void Judge_Answer_AsTheRealHost(int status, string body, Answer expected) => Assert.Equal(expected, AnswerPolicy.Judge(status, Encoding.UTF8.GetBytes(body)));
}
