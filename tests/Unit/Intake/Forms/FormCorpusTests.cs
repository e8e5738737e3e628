using Microsoft.Extensions.Options;
using Router.Intake;
using Router.Intake.Forms;

namespace Router.Unit.Intake.Forms;

public sealed class FormCorpusTests
{
    // Small, so that the cases at the limits are small.
    private static readonly FormsOptions Limits = new() { MaxBytes = 32_768, MaxFileBytes = 2_048, MaxUploadBytes = 65_536 };
    private readonly FormIntake _intake = new(Options.Create(Limits));

    public static TheoryData<string> Names => [.. FormCase.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Read_Case_AsExpected(string name)
    {
        var wanted = FormCase.All[name];

        var reading = await _intake.ReadAsync(FormCase.Forms.Find(wanted.Form)!, wanted.Body(), TestContext.Current.CancellationToken);

        Check(wanted.Expect, reading.Result);
    }

    [Fact]
    public void Cases_AreManyAndOfEachKind()
    {
        Assert.True(FormCase.All.Count >= 70, $"There are {FormCase.All.Count} cases.");
        Assert.All((string[])["payload-malformed", "content-type-unsupported", "field-invalid", "file-too-large", "payload-too-large"], code => Assert.Contains(FormCase.All.Values, one => one.Expect.Code == code));
    }

    private static void Check(FormExpectation expect, IntakeResult result)
    {
        if (expect.Status is { } status)
        {
            var problem = Payload.Refused(result, status, expect.Code!);
            Assert.Equal(expect.Detail ?? problem.Detail, problem.Detail);
            return;
        }

        var request = Payload.Accepted(result);
        Assert.Equal(expect.Waits, request.NeedsPerson is not null);
        Assert.Equal(expect.Origin ?? request.OriginId, request.OriginId);
        Assert.Equal(expect.Subject ?? request.Subject, request.Subject);
        Assert.Equal(expect.Text ?? request.Text, request.Text);
        Assert.Equal(expect.Customer ?? request.Customer.Address, request.Customer.Address);
        Assert.Equal(expect.Name ?? request.Customer.Name, request.Customer.Name);
        Assert.Equal(expect.ProductArea ?? request.ProductArea, request.ProductArea);
        Assert.Equal(expect.Remark, request.Remark);
        Assert.Equal(expect.Attachments ?? request.Attachments.Select(Written), request.Attachments.Select(Written));
        Assert.All(expect.Details ?? new Dictionary<string, string>(), detail => Assert.Equal(detail.Value, request.Details.GetValueOrDefault(detail.Key)));
        Assert.Equal(expect.Details is { Count: 0 } ? 0 : request.Details.Count, request.Details.Count);
    }

    private static string Written(Router.Requests.Attachment attachment) => $"{attachment.Name} {attachment.ContentType} {attachment.Length}";
}
