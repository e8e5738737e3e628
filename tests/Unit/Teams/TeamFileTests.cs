using System.Text.Json;
using Router.Connectors;
using Router.Requests;
using Router.Teams;
using Router.Teams.Forms;
using Router.Teams.Sources;

namespace Router.Unit.Teams;

public sealed class TeamFileTests : IDisposable
{
    private const string Valid =
        """
        {
          "promise": "soon",
          "people": [{ "id": "ann", "name": "Ann", "email": "a@example.com", "timeZone": "Europe/Berlin" }],
          "components": [{ "id": "editor", "name": "Editor", "owner": "ann", "repository": "o/r", "requires": [{ "id": "x", "label": "X", "pattern": "x+" }] }],
          "subscribers": [{ "id": "crm-1", "url": "https://crm.example.com/hook", "facts": ["request.landed"] }],
          "digests": [{ "id": "daily", "schedule": "0 0 8 * * 1-5" }]
        }
        """;

    private const string WithAccess =
        """
        {
          "promise": "soon",
          "people": [
            { "id": "ann", "name": "Ann", "email": "a@example.com", "timeZone": "Europe/Berlin", "objectId": "7a1e2f60-0000-4000-8000-000000000002" },
            { "id": "ben", "name": "Ben", "email": "b@example.com", "timeZone": "Europe/Rome" }
          ],
          "components": [],
          "access": {
            "tenants": ["7a1e2f60-0000-4000-8000-000000000001"],
            "contact": "ann",
            "roles": [
              { "role": "admin", "appRoles": ["Router.Admin"], "groups": ["7a1e2f60-0000-4000-8000-000000000003"] },
              { "role": "owner", "people": ["ann"] }
            ]
          }
        }
        """;

    private readonly string path = Path.GetTempFileName();

    public void Dispose() => File.Delete(path);

    [Fact]
    public void Load_FileOfTheProduct_Loads()
    {
        var team = TeamFile.Load(Path.Combine(AppContext.BaseDirectory, "team.json"), ShippedConnectors.Schemes.Names);

        Assert.NotNull(team.FindComponent("manager-ui"));
        Assert.NotNull(team.FindForm("support"));
    }

    [Fact]
    public void Load_Valid_Loads() => Assert.Equal("ann", Load(Valid).FindComponent("editor")?.Owner);

    [Fact]
    public void Load_ByteOrderMark_Loads() => Assert.NotNull(Load("\uFEFF" + Valid));

    [Fact]
    public void Load_NoFile_SaysWhatToDo() =>
        Assert.Contains("Team__Path", Assert.Throws<TeamFileException>(() => TeamFile.Load(path + ".none", ShippedConnectors.Schemes.Names)).Message, StringComparison.Ordinal);

    [Fact]
    public void Load_SyntaxError_NamesTheLine() =>
        Assert.Contains("Line 3", Faults("{\n  \"promise\": \"soon\",\n  \"people\" []\n}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("\"owner\": \"ann\"", "\"owner\": \"bob\"", "\"bob\" is not among the people")]
    [InlineData("Europe/Berlin", "Mars/Olympus", "Mars/Olympus")]
    [InlineData("Europe/Berlin", "W. Europe Standard Time", "IANA")]
    [InlineData("0 0 8 * * 1-5", "0 8 * * 1-5", "NCRONTAB")]
    [InlineData("0 0 8 * * 1-5", "0 0 99 * * *", "NCRONTAB")]
    [InlineData("\"x+\"", "\"(\"", "pattern can't be used")]
    [InlineData("\"x+\"", "\"(?<=a)b\"", "pattern can't be used")]
    [InlineData("\"o/r\"", "\"o\"", "owner/name")]
    [InlineData("\"crm-1\"", "\"Crm 1\"", "lower-case")]
    [InlineData("\"request.landed\"", "\"request.lost\"", "request.lost")]
    [InlineData("[\"request.landed\"]", "[null]", "null")]
    [InlineData("\"subscribers\": [", "\"subscribers\": [{ \"id\": \"crm-1\", \"url\": \"https://x.example\" }, ", "used 2 times")]
    [InlineData("\"soon\"", "\" \"", "promise")]
    [InlineData("\"id\": \"daily\"", "\"id\": \"\"", "empty id")]
    [InlineData("\"id\": \"editor\", ", "", "id")]
    [InlineData("\"id\": \"editor\"", "\"id\": null", "id")]
    [InlineData("\"owner\": \"ann\"", "\"ovner\": \"ann\"", "ovner")]
    [InlineData("\"components\": [", "\"components\": [null, ", "null")]
    [InlineData("\"components\": [", "\"components\": [{ \"id\": \"EDITOR\", \"name\": \"E\" }, ", "used 2 times")]
    public void Load_OneFault_Named(string part, string wrong, string expected) =>
        Assert.Contains(expected, Faults(Valid.Replace(part, wrong, StringComparison.Ordinal)), StringComparison.Ordinal);

    [Theory]
    [InlineData("\"tenants\": [\"7a1e2f60-0000-4000-8000-000000000001\"]", "\"tenants\": []", "nobody could sign in")]
    [InlineData("7a1e2f60-0000-4000-8000-000000000001", "contoso.example", "not a tenant id")]
    [InlineData("7a1e2f60-0000-4000-8000-000000000002", "ann@example.com", "not the object id of an account")]
    [InlineData("7a1e2f60-0000-4000-8000-000000000003", "everybody", "not the object id of a group")]
    [InlineData("\"admin\"", "\"Admin\"", "\"Admin\" is no role; there are reader, owner, agent, admin")]
    [InlineData("\"admin\"", "\"owner\"", "\"owner\" is given in 2 entries")]
    [InlineData("Router.Admin", " ", "an app role is empty")]
    [InlineData("\"contact\": \"ann\"", "\"contact\": \"bob\"", "the contact \"bob\" is not among the people")]
    [InlineData("\"people\": [\"ann\"]", "\"people\": [\"bob\"]", "\"bob\" is not among the people")]
    [InlineData("\"people\": [\"ann\"]", "\"people\": [\"ben\"]", "\"ben\" has no objectId")]
    [InlineData("\"people\": [\"ann\"]", "\"people\": [null]", "null")]
    [InlineData("\"roles\": [", "\"roles\": [null, ", "null")]
    [InlineData("\"timeZone\": \"Europe/Rome\"", "\"timeZone\": \"Europe/Rome\", \"objectId\": \"7A1E2F60-0000-4000-8000-000000000002\"", "used by \"ann\" and \"ben\"")]
    public void Load_OneFaultOfAccess_Named(string part, string wrong, string expected)
    {
        Assert.NotNull(Load(WithAccess));
        Assert.Contains(expected, Faults(WithAccess.Replace(part, wrong, StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_SeveralFaults_AllNamed()
    {
        var wrong = Valid.Replace("Europe/Berlin", "Nowhere", StringComparison.Ordinal).Replace("\"x+\"", "\"(\"", StringComparison.Ordinal);

        Assert.Equal(2, Assert.Throws<TeamFileException>(() => Load(wrong)).Faults.Count);
    }

    [Fact]
    public void Schema_Properties_AreThoseOfTheModel()
    {
        using var schema = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "team.schema.json")), new JsonDocumentOptions { AllowDuplicateProperties = false });
        var definitions = schema.RootElement.GetProperty("$defs");

        Assert.Equal(PropertiesOf<Team>(), Named(schema.RootElement));
        Assert.Equal(PropertiesOf<Person>(), Named(definitions.GetProperty("person")));
        Assert.Equal(PropertiesOf<TeamAccess>(), Named(definitions.GetProperty("access")));
        Assert.Equal(PropertiesOf<RoleGrant>(), Named(definitions.GetProperty("grant")));
        Assert.Equal(AccessRules.Names.Keys, definitions.GetProperty("grant").GetProperty("properties").GetProperty("role").GetProperty("enum").EnumerateArray().Select(role => role.GetString()));
        Assert.Equal(PropertiesOf<Component>(), Named(definitions.GetProperty("component")));
        Assert.Equal(PropertiesOf<RequiredDetail>(), Named(definitions.GetProperty("requiredDetail")));
        Assert.Equal(PropertiesOf<Form>(), Named(definitions.GetProperty("form")));
        Assert.Equal(PropertiesOf<FormField>(), Named(definitions.GetProperty("field")));
        Assert.Equal(PropertiesOf<FieldCondition>(), Named(definitions.GetProperty("condition")));
        Assert.Equal(FieldTypes.All, definitions.GetProperty("field").GetProperty("properties").GetProperty("type").GetProperty("enum").EnumerateArray().Select(type => type.GetString()));
        Assert.Equal(PropertiesOf<WebhookSource>(), Named(definitions.GetProperty("source")));
        Assert.Equal(PropertiesOf<SignatureDeclaration>(), Named(definitions.GetProperty("signature")));
        Assert.Equal(PropertiesOf<MappingDeclaration>(), Named(definitions.GetProperty("mapping")));
        Assert.Equal(PropertiesOf<PickSet>(), Named(definitions.GetProperty("picks")));
        Assert.Equal(PropertiesOf<MappingDeclaration.DetailPicks>(), Named(definitions.GetProperty("detailPicks")));
        Assert.Equal(PropertiesOf<MappingDeclaration.AttachmentPicks>(), Named(definitions.GetProperty("attachmentPicks")));
        Assert.Equal(PropertiesOf<MappingRule>(), Named(definitions.GetProperty("rule")));
        Assert.Equal(PropertiesOf<MappingCondition>(), Named(definitions.GetProperty("payloadCondition")));
        Assert.Equal(PropertiesOf<Subscriber>(), Named(definitions.GetProperty("subscriber")));
        Assert.Equal(FactTypes.All, FactsOf(definitions));
        Assert.Equal(PropertiesOf<Digest>(), Named(definitions.GetProperty("digest")));
        Assert.Equal(ShippedConnectors.Schemes.Names.Schemes.Order(), SchemesOf(definitions).Order());
        Assert.Equal(ShippedConnectors.Schemes.Names.Mappings.Order(), LikesOf(definitions).OfType<string>().Order());
    }

    [Fact]
    public void Load_SchemeInOtherCase_Known() =>
        Assert.Equal("GitHub", Assert.Single(Load(Valid.Replace("\"promise\"", "\"sources\": [{ \"id\": \"hub\", \"scheme\": \"github\" }], \"promise\"", StringComparison.Ordinal)).Sources).Scheme);

    [Fact]
    public void Load_UnknownScheme_SaysWhichThereAre() =>
        Assert.Contains("there is no scheme \"gitlab\"; there are", Faults(Valid.Replace("\"promise\"", "\"sources\": [{ \"id\": \"hub\", \"scheme\": \"gitlab\" }], \"promise\"", StringComparison.Ordinal)), StringComparison.Ordinal);

    private static IEnumerable<string?> FactsOf(JsonElement definitions) =>
        definitions.GetProperty("subscriber").GetProperty("properties").GetProperty("facts").GetProperty("items").GetProperty("enum").EnumerateArray().Select(fact => fact.GetString());

    private static IEnumerable<string?> SchemesOf(JsonElement definitions) =>
        definitions.GetProperty("source").GetProperty("properties").GetProperty("scheme").GetProperty("enum").EnumerateArray().Select(scheme => scheme.GetString());

    private static IEnumerable<string?> LikesOf(JsonElement definitions) =>
        definitions.GetProperty("mapping").GetProperty("properties").GetProperty("like").GetProperty("enum").EnumerateArray().Select(mapping => mapping.GetString());

    private static IEnumerable<string> PropertiesOf<T>() =>
        TeamJsonContext.Default.GetTypeInfo(typeof(T))!.Properties.Select(property => property.Name).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Named(JsonElement definition) =>
        definition.GetProperty("properties").EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal);

    private string Faults(string json) => Assert.Throws<TeamFileException>(() => Load(json)).Message;

    private Team Load(string json)
    {
        File.WriteAllText(path, json);
        return TeamFile.Load(path, ShippedConnectors.Schemes.Names);
    }
}
