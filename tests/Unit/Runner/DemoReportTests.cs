using Router.Runner.Demo;
using Router.Runner.Sending;

namespace Router.Unit.Runner;

public sealed class DemoReportTests
{
    private static readonly DemoResult Settled = new(
        Sample("crash", "webhook"), "id-1", new RequestStatus { Kind = "fixing", Confidence = 0.873, State = "filed", Settled = true, Place = "bug\u001b[2Jlist", Link = "http://127.0.0.1/bugs/1" }, null);

    private static readonly DemoResult Refused = new(Sample("broken", "email"), null, null, "Answered 422: no sender");

    [Fact]
    public void Table_Results_AlignedAndFreeOfControlCharacters() => Assert.Equal(
        """
        request  channel  kind    confidence  where it landed  link
        -------  -------  ------  ----------  ---------------  -----------------------
        crash    webhook  fixing  0.87        bug [2Jlist      http://127.0.0.1/bugs/1
        broken   email    -       -           NOT SETTLED      -
        """,
        DemoReport.Table([Settled, Refused]));

    [Fact]
    public void JsonLine_Result_OneObject()
    {
        Assert.Equal("""{"name":"broken","channel":"email","settled":false,"problem":"Answered 422: no sender"}""", DemoReport.JsonLine(Refused));
        Assert.Contains("\"kind\":\"fixing\",\"confidence\":0.873,\"state\":\"filed\",\"settled\":true", DemoReport.JsonLine(Settled), StringComparison.Ordinal);
    }

    private static Sample Sample(string name, string channel) => new() { Name = name, Channel = channel, Path = "/", ContentType = "text/plain", Body = [] };
}
