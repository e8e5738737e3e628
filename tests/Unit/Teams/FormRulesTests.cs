using System.Text.Json;
using Router.Connectors;
using Router.Teams;
using Router.Teams.Forms;

namespace Router.Unit.Teams;

public sealed class FormRulesTests
{
    private const string Message = """{ "name": "message", "label": "Text" }""";

    [Theory]
    [InlineData("""{ "name": "a", "label": "A", "type": "colour" }""", "type \"colour\" is none of text, email,")]
    [InlineData("""{ "name": "a", "label": "A", "type": "select" }""", "a select needs options")]
    [InlineData("""{ "name": "a", "label": "A", "type": "select", "options": [] }""", "a select needs options")]
    [InlineData("""{ "name": "a", "label": "A", "type": "select", "options": ["x", "X"] }""", "its options must be different")]
    [InlineData("""{ "name": "a", "label": "A", "type": "select", "options": [" "] }""", "its options must be different")]
    [InlineData("""{ "name": "a", "label": "A", "options": ["x"] }""", "only a select and a checkbox have options")]
    [InlineData("""{ "name": "_id", "label": "A" }""", "a name begins with a letter")]
    [InlineData("""{ "name": "a b", "label": "A" }""", "a name begins with a letter")]
    [InlineData("""{ "name": "a", "label": "A", "pattern": "(" }""", "its pattern can't be used")]
    [InlineData("""{ "name": "a", "label": "A", "pattern": "(?=x)" }""", "its pattern can't be used")]
    [InlineData("""{ "name": "a", "label": "A", "type": "date", "pattern": "x" }""", "\"pattern\" is for what is written")]
    [InlineData("""{ "name": "a", "label": "A", "maxLength": 0 }""", "from 1 to 10000")]
    [InlineData("""{ "name": "a", "label": "A", "maxLength": 10001 }""", "from 1 to 10000")]
    [InlineData("""{ "name": "a", "label": "A", "type": "number", "maxLength": 5 }""", "\"maxLength\" is for what is written")]
    [InlineData("""{ "name": "a", "label": "A", "min": 1 }""", "are for a number")]
    [InlineData("""{ "name": "a", "label": "A", "type": "number", "min": 2, "max": 1 }""", "the smaller first")]
    [InlineData("""{ "name": "a", "label": "A", "when": { "field": "b", "equals": "x" } }""", "is no field before it")]
    [InlineData("""{ "name": "a", "label": "A", "when": { "field": "a", "equals": "x" } }""", "is no field before it")]
    [InlineData("""{ "name": "a", "label": "A", "when": { "field": "message" } }""", "needs either \"equals\" or \"oneOf\"")]
    [InlineData("""{ "name": "a", "label": "A", "when": { "field": "message", "oneOf": [] } }""", "needs either \"equals\" or \"oneOf\"")]
    [InlineData("""{ "name": "a", "label": "A", "when": { "field": "message", "equals": "x", "oneOf": ["y"] } }""", "needs either \"equals\" or \"oneOf\"")]
    [InlineData("""{ "name": "a", "label": "A", "when": { "field": "message", "oneOf": [null] } }""", "A list holds null")]
    [InlineData("""{ "name": "s", "label": "S", "type": "select", "options": ["x"] }, { "name": "a", "label": "A", "when": { "field": "s", "equals": "y" } }""", "none of the options of \"s\"")]
    [InlineData("""{ "name": "f", "label": "F", "type": "file" }, { "name": "a", "label": "A", "when": { "field": "f", "equals": "y" } }""", "can't ask for a file")]
    public void Check_FieldAtFault_Named(string fields, string expected) => Assert.Contains(expected, Assert.Single(Faults($"[{Message}, {fields}]")), StringComparison.Ordinal);

    [Theory]
    [InlineData("\"allowedOrigins\": [\"https://www.example.com\", \"http://localhost:3000\"]", null)]
    [InlineData("\"allowedOrigins\": [\"*\"]", "is no origin")]
    [InlineData("\"allowedOrigins\": [\"https://*.example.com\"]", "is no origin")]
    [InlineData("\"allowedOrigins\": [\"null\"]", "is no origin")]
    [InlineData("\"allowedOrigins\": [\"http://www.example.com\"]", "is no origin")]
    [InlineData("\"allowedOrigins\": [\"https://www.example.com/\"]", "is no origin")]
    [InlineData("\"allowedOrigins\": [\"https://WWW.example.com\"]", "is no origin")]
    [InlineData("\"askDetailsOf\": \"message\"", "is no select of the form")]
    [InlineData("\"askDetailsOf\": \"other\"", "is no select of the form")]
    [InlineData("\"requireDetails\": true", "needs \"askDetailsOf\"")]
    public void Check_FormAtFault_Named(string more, string? expected)
    {
        var faults = Faults($"[{Message}]", more);

        Assert.Equal(expected is null ? 0 : 1, faults.Count);
        Assert.All(faults, fault => Assert.Contains(expected!, fault, StringComparison.Ordinal));
    }

    [Fact]
    public void Check_NoWords_Named() => Assert.Contains("neither \"subject\" nor \"message\"", Assert.Single(Faults("""[{ "name": "a", "label": "A" }]""")), StringComparison.Ordinal);

    [Fact]
    public void Check_ComponentsThatAskDifferently_Named()
    {
        var chooser = $$"""[{{Message}}, { "name": "part", "label": "Part", "type": "select" }]""";
        const string Details = """{ "id": "one", "name": "One", "requires": [{ "id": "x", "label": "X" }] }, { "id": "two", "name": "Two", "requires": [{ "id": "x", "label": "Another X" }] }""";

        Assert.Contains("require \"x\" with different labels", Assert.Single(Faults(chooser, "\"askDetailsOf\": \"part\"", Details)), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_DetailWhoseIdIsNoName_Named()
    {
        var chooser = $$"""[{{Message}}, { "name": "part", "label": "Part", "type": "select" }]""";

        Assert.Contains("can't ask for the detail \"item id\"", Assert.Single(Faults(chooser, "\"askDetailsOf\": \"part\"", """{ "id": "one", "name": "One", "requires": [{ "id": "item id", "label": "X" }] }""")), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_ShippedTeam_AsksForWhatTheChosenComponentRequires()
    {
        var team = TeamFile.Load(Path.Combine(AppContext.BaseDirectory, "team.json"), ShippedConnectors.Schemes.Names);
        var form = new FormCatalog(team).Find("support")!;

        var applying = form.Applying(name => name == "component" ? ["Manager UI"] : []);

        Assert.Superset(new HashSet<string> { "instanceId", "steps", "video" }, applying.ToHashSet());
        Assert.DoesNotContain("itemId", applying);
        Assert.DoesNotContain("steps", form.Applying(_ => []));
        Assert.Equal("url", form.Fields.Single(asked => asked.Field.Name == "video").Field.Type);
    }

    private static IReadOnlyList<string> Faults(string fields, string? more = null, string components = "")
    {
        var form = $$"""{ "id": "f", "title": "F", {{(more is null ? "" : more + ", ")}} "fields": {{fields}} }""";
        var team = JsonSerializer.Deserialize($$"""{ "promise": "soon", "people": [], "components": [{{components}}], "forms": [{{form}}] }""", TeamJsonContext.Default.Team)!;
        return TeamRules.Check(team, ShippedConnectors.Schemes.Names);
    }
}
