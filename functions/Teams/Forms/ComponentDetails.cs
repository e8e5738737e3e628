namespace Router.Teams.Forms;

/// <summary>The details that components require, as fields which apply where one of those components is chosen.</summary>
internal static class ComponentDetails
{
    public static IEnumerable<AskedField> Of(Form form, FormField chooser, Team team) =>
        from choice in ChoicesOf(chooser, team)
        from detail in choice.Component.Requires
        group (choice.Option, detail) by detail.Id into asked
        let detail = asked.First().detail
        select new AskedField(
            new FormField(detail.Id, detail.Label, detail.Type, form.RequireDetails)
            {
                Help = detail.Help,
                When = new FieldCondition(chooser.Name, OneOf: [.. asked.Select(one => one.Option).Distinct()]),
            },
            // Found anywhere in the value, as in a mail. What is only asked for is not refused: triage says what is missing.
            form.RequireDetails && detail.Pattern is not null ? TeamPattern.Compile(detail.Pattern) : null);

    /// <summary>Details that the form's components require in two ways, of which one field can ask only one.</summary>
    public static IEnumerable<string> Clashes(Form form, FormField chooser, Team team) =>
        from choice in ChoicesOf(chooser, team)
        from detail in choice.Component.Requires
        where form.Fields.All(field => field.Name != detail.Id)
        group detail by detail.Id into same
        where same.Distinct().Count() > 1
        select same.Key;

    /// <summary>Ids of the details that the form asks for besides its own fields.</summary>
    public static IEnumerable<string> NamesOf(Form form, FormField chooser, Team team) =>
        ChoicesOf(chooser, team).SelectMany(choice => choice.Component.Requires).Select(detail => detail.Id).Distinct().Where(id => form.Fields.All(field => field.Name != id));

    private static IEnumerable<(string Option, Component Component)> ChoicesOf(FormField chooser, Team team) =>
        from option in chooser.Options ?? [.. team.Components.Select(component => component.Name)]
        let component = team.Components.FirstOrDefault(component => NamesOf(component).Contains(option, StringComparer.OrdinalIgnoreCase))
        where component is not null
        select (option, component);

    private static IEnumerable<string> NamesOf(Component component) => [component.Id, component.Name, .. component.Aliases];
}
