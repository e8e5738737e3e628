using Router.Teams.Sources;

namespace Router.Teams;

internal static class TeamsRegistration
{
    /// <summary>Loads the team file now, so that a wrong one stops the start and not a customer's request.</summary>
    /// <param name="names">What it may name of webhook sources.</param>
    public static void AddTeams(this IHostApplicationBuilder builder, SourceNames names)
    {
        var path = builder.Configuration["Team:Path"] is { Length: > 0 } given ? given : "team.json";
        builder.Services.AddSingleton(TeamFile.Load(Path.Combine(AppContext.BaseDirectory, path), names));
    }
}
