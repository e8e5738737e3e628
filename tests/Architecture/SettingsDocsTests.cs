using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Router.Architecture;

/// <summary>The settings reference against what the app reads.</summary>
public sealed partial class SettingsDocsTests
{
    private static readonly MarkdownPage Reference = MarkdownPage.Named("settings.md");
    private static readonly List<DocumentedSetting> Documented = [.. Reference.Rows().Select(DocumentedSetting.Of)];

    [Fact]
    public void Settings_EachThatIsReadIsDocumented_AndTheReverse() => Assert.Equal(
        SettingsInCode.All.Select(setting => setting.Key).Order(StringComparer.Ordinal), Documented.Select(setting => setting.Key).Order(StringComparer.Ordinal));

    [Fact]
    public void Settings_OfEachOptionsClass_AreFound()
    {
        var validated = typeof(RouterBuilder).Assembly.GetTypes().SelectMany(type => type.GetInterfaces())
            .Where(contract => contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IValidateOptions<>))
            .Select(contract => contract.GetGenericArguments()[0].Name);

        Assert.Empty(validated.Except(SettingsInCode.Options));
    }

    [Fact]
    public void Defaults_AreAsInTheCode() => Assert.Empty(
        from setting in SettingsInCode.All
        let documented = Documented.FirstOrDefault(each => each.Key == setting.Key)
        where setting.Default is not null && documented?.Default != setting.Default
        select $"{setting.Key} is {setting.Default} and documented as {documented?.Default}");

    [Fact]
    public void Ranges_AreAsInTheCode() => Assert.Empty(
        from setting in SettingsInCode.All
        where setting.Range is not null
        let range = string.Create(CultureInfo.InvariantCulture, $"{setting.Range!.Minimum:#,0.##} to {setting.Range.Maximum:#,0.##}")
        let documented = Documented.FirstOrDefault(each => each.Key == setting.Key)
        where documented?.Range != range
        select $"{setting.Key} is {range} and documented as {documented?.Range}");

    [Fact]
    public void Settings_OfTheSample_AreDocumented()
    {
        var sample = JsonNode.Parse(SourceTree.Text("local.settings.sample.json"))!["Values"]!.AsObject().Select(value => value.Key);

        Assert.All(sample, name => Assert.True(IsDocumented(name), name));
    }

    [Fact]
    public void Settings_NamedOnAnyPage_AreDocumented() => Assert.Empty(
        from page in MarkdownPage.ForUsers
        from Match name in SettingName().Matches(page.Text)
        where !IsDocumented(name.Value)
        select $"{page.File}: {name.Value}");

    private static bool IsDocumented(string name) =>
        Documented.Any(setting => setting.Pattern.IsMatch(name)) || Reference.CodeSpans.Contains(name);

    [GeneratedRegex(@"\b[A-Z][A-Za-z]+__(?:[\w-]+|<\w+>)+")]
    private static partial Regex SettingName();

    /// <param name="Key">With the ids of the team file as &lt;id&gt;.</param>
    private sealed partial record DocumentedSetting(string Key, string Default, string Range)
    {
        public Regex Pattern { get; } = new("^" + Regex.Escape(Key).Replace("<id>", "(<\\w+>|[\\w-]+?)", StringComparison.Ordinal) + "$");

        public static DocumentedSetting Of(string[] row) => new(Id().Replace(row[0].Trim('`'), "<id>"), row[2].Trim('`'), row.ElementAtOrDefault(3) ?? "");

        [GeneratedRegex(@"<\w+>")]
        private static partial Regex Id();
    }
}
