namespace Router.Teams.Forms;

/// <summary>The forms of the team file, ready to be asked.</summary>
internal sealed class FormCatalog(Team team)
{
    private readonly Dictionary<string, AskedForm> forms = team.Forms.ToDictionary(form => form.Id, form => AskedForm.Of(form, team), StringComparer.Ordinal);

    public AskedForm? Find(string id) => forms.GetValueOrDefault(id);
}
