using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Router.Connectors;
using Router.Intake.Forms;
using Router.Teams;
using Router.Teams.Forms;
using Router.Unit.Intake.Bodies;

namespace Router.Unit.Intake.Forms;

/// <summary>One post of tests/Data/Forms with what intake must make of it.</summary>
internal sealed record FormCase(
    string Name, string Form, JsonObject? Json, string? Encoded, IReadOnlyList<FormPart>? Parts, string? Type, string? Raw, string? Key, FormExpectation Expect)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Data", "Forms");

    public static FormCatalog Forms { get; } = new(TeamFile.Load(Path.Combine(Folder, "team.json"), ShippedConnectors.Schemes.Names));

    public static IReadOnlyDictionary<string, FormCase> All { get; } = Directory.EnumerateFiles(Folder, "*.json").Where(file => Path.GetFileName(file) != "team.json")
        .SelectMany(file => JsonSerializer.Deserialize<IReadOnlyList<FormCase>>(File.ReadAllText(file), Options)!
            .Select(one => (Name: $"{Path.GetFileNameWithoutExtension(file)}: {one.Name}", Case: one)))
        .ToDictionary(one => one.Name, one => one.Case);

    public FormBody Body()
    {
        var (text, type) = this switch
        {
            { Json: { } json } => (json.ToJsonString(), FormBody.Json),
            { Encoded: { } encoded } => (encoded, FormBody.UrlEncoded),
            { Parts: { } parts } => ($"{string.Concat(parts.Select(part => part.Text))}--b--\r\n", $"{FormBody.Multipart}; boundary=b"),
            _ => (Raw!, Type),
        };
        return new FormBody(new MemoryStream(Encoding.UTF8.GetBytes(text)), type, Key, Shares.Unbounded, () => new MemoryStream());
    }
}

internal sealed record FormPart(string Disposition, string Content, string? Type)
{
    public string Text => $"--b\r\nContent-Disposition: form-data; {Disposition}\r\n{(Type is null ? "" : $"Content-Type: {Type}\r\n")}\r\n{Content}\r\n";
}

/// <summary>Either a refusal by status and code, or what of the request is to be seen; what is null is not looked at.</summary>
internal sealed record FormExpectation(
    int? Status, string? Code, string? Detail, bool Waits, string? Origin, string? Subject, string? Text, string? Customer, string? Name, string? ProductArea, string? Remark,
    IReadOnlyDictionary<string, string>? Details, IReadOnlyList<string>? Attachments);
