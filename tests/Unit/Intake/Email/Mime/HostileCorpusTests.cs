using Router.Intake;

namespace Router.Unit.Intake.Email.Mime;

public sealed class HostileCorpusTests
{
    public static TheoryData<string> Files => [.. HostileCase.All.Select(one => one.File)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_HostileFile_AnsweredAsExpected(string file)
    {
        var one = HostileCase.All.Single(one => one.File == file);

        var result = Email.Mail.Read(one.Body());

        if (one.Code is not null)
        {
            Assert.Equal(one.Code, Assert.IsType<IntakeResult.Refused>(result).Problem.Code);
            return;
        }

        var request = Payload.Accepted(result);
        Assert.Equal(one.Text, request.Text);
        Assert.Equal(one.From ?? "a@b.example", request.Customer.Address);
        Assert.Equal(one.Name ?? request.Customer.Name, request.Customer.Name);
        Assert.Equal(one.Subject ?? request.Subject, request.Subject);
        Assert.Equal(one.Files ?? one.Names?.Count ?? 0, request.Attachments.Count);
        Assert.Equal(one.Names ?? request.Attachments.Select(attachment => attachment.Name), request.Attachments.Select(attachment => attachment.Name));
        Assert.Equal(one.LeftOut ?? 0, request.AttachmentsLeftOut);
        Assert.Equal(one.Auto, request.IsAutomatic);
    }

    [Fact]
    public void Manifest_Files_EachOnceAndEnough()
    {
        Assert.Equal(HostileCase.FilesThere.Order(StringComparer.Ordinal), HostileCase.All.Select(one => one.File).Order(StringComparer.Ordinal));
        Assert.True(HostileCase.All.Count >= 120);
        Assert.All(HostileCase.All, one => Assert.True(one.Code is null != one.Text is null, one.File));
    }
}
