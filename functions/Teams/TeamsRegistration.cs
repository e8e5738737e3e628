using Router.Teams.Sources;

namespace Router.Teams;

internal static class TeamsRegistration
{
    /// <summary>Loads the team file now, so that a wrong one stops the start and not a customer's request.</summary>
    /// <param name="names">What it may name of webhook sources.</param>
    public static void AddTeams(this IHostApplicationBuilder builder, SourceNames names)
    {
        builder.Services.AddSingleton(Load(builder.Configuration["Team:Path"], names));
    }

    /// <param name="path">Relative to the app's folder; the file beside the app where it is not set.</param>
    public static Team Load(string? path, SourceNames names) =>
        TeamFile.Load(Path.Combine(AppContext.BaseDirectory, path is { Length: > 0 } given ? given : "team.json"), names);
}
