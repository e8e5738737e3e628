using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Router.Architecture;

/// <summary>The settings that the app reads: those bound to options, those of each source or subscriber, and those read by name.</summary>
internal static partial class SettingsInCode
{
    private static readonly Type[] AppTypes = [.. typeof(RouterBuilder).Assembly.GetTypes()];

    /// <summary>App Service's own; nobody sets them.</summary>
    private static readonly string[] OfThePlatform = ["WEBSITE_INSTANCE_ID", "WEBSITE_AUTH_ENABLED"];

    private static readonly string Code = string.Join('\n', SourceTree.CSharp("functions").Select(SourceTree.Text));

    public static IReadOnlyList<SettingInCode> All { get; } = [.. Bound().Concat(PerId()).Concat(ByName()).DistinctBy(setting => setting.Key)];

    /// <summary>The options classes that were found on the way.</summary>
    public static IReadOnlySet<string> Options { get; } =
        BindCall().Matches(Code).Select(call => call.Groups[1].Value).Concat(PerIdSection().Matches(Code).Select(call => call.Groups[1].Value)).ToHashSet();

    private static IEnumerable<SettingInCode> Bound()
    {
        // What is assigned after the binding comes from a setting with another name.
        var assigned = AssignedByHand().Matches(Code).Select(assignment => assignment.Groups[1].Value).ToHashSet();
        return
            from Match call in BindCall().Matches(Code)
            let type = Named(call.Groups[1].Value)
            let section = call.Groups[2].Length > 0 ? call.Groups[2].Value : SectionOf(call.Groups[3].Value)
            let defaults = Activator.CreateInstance(type, nonPublic: true)
            from property in type.GetProperties()
            where property.SetMethod is { IsPublic: true } && !assigned.Contains(property.Name)
            select new SettingInCode($"{section}__{property.Name}", Text(property.GetValue(defaults)), property.GetCustomAttribute<RangeAttribute>());
    }

    private static IEnumerable<SettingInCode> PerId() =>
        from file in SourceTree.CSharp("functions")
        let text = SourceTree.Text(file)
        from Match section in PerIdSection().Matches(text)
        from Match property in PropertyOfId().Matches(text)
        select new SettingInCode($"{SectionOf(section.Groups[1].Value)}__<id>__{property.Groups[1].Value}", null, null);

    private static IEnumerable<SettingInCode> ByName() =>
        from Match name in ReadByName().Matches(Code)
        where !OfThePlatform.Contains(name.Groups[1].Value)
        select new SettingInCode(name.Groups[1].Value.Replace(":", "__", StringComparison.Ordinal), null, null);

    private static string SectionOf(string type) => (string)Named(type).GetField("Section")!.GetRawConstantValue()!;

    private static Type Named(string name) => AppTypes.Single(type => type.Name == name);

    private static string Text(object? value) => value switch
    {
        null or "" => "none",
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    [GeneratedRegex(@"AddOptions<(\w+)>\(\)\s*\.Bind(?:Configuration)?\((?:[\w.]*GetSection\()?(?:""(\w+)""|(\w+)\.Section)\)")]
    private static partial Regex BindCall();

    [GeneratedRegex(@"GetSection\((\w+)\.Section\)\.GetChildren\(\)")]
    private static partial Regex PerIdSection();

    [GeneratedRegex(@"\[nameof\(\w+\.(\w+)\)\]")]
    private static partial Regex PropertyOfId();

    [GeneratedRegex(@"options\.(\w+) = \w+\[""[\w:]+""\]")]
    private static partial Regex AssignedByHand();

    [GeneratedRegex(@"(?i:configuration|settings)(?:>\(\)\?)?\[""([A-Za-z_:]+)""\]")]
    private static partial Regex ReadByName();
}

/// <param name="Key">As an environment variable spells it.</param>
/// <param name="Default">Null where the code that reads it does not say.</param>
internal sealed record SettingInCode(string Key, string? Default, RangeAttribute? Range);
