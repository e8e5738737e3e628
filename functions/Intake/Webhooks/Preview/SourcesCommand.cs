using System.Text.Json;
using Router.Intake.Webhooks.Schemes;
using Router.Teams;

namespace Router.Intake.Webhooks.Preview;

/// <summary>Shows from a command line what a saved payload becomes. Needs no secret and sends nothing.</summary>
internal static class SourcesCommand
{
    public const int Refused = 1;
    public const int WrongArguments = 2;

    /// <param name="teamPath">The team file, if it is not the one beside the app.</param>
    /// <exception cref="TeamFileException">The team file can't be used.</exception>
    public static async Task<int> RunAsync(string[] words, WebhookSchemes schemes, string? teamPath, TextWriter output, TextWriter error)
    {
        if (SourcesArguments.Parse(words, schemes.Names, out var wrong) is not { } arguments)
        {
            await error.WriteLineAsync(wrong);
            return WrongArguments;
        }

        var team = TeamFile.Load(Path.Combine(AppContext.BaseDirectory, string.IsNullOrEmpty(teamPath) ? "team.json" : teamPath), schemes.Names);
        var sources = arguments.SourcesOf(team, schemes.Names);
        if (sources.Count == 0)
        {
            await error.WriteLineAsync($"The team file has no source \"{arguments.Source}\". It has: {string.Join(", ", team.Sources.Select(source => source.Id))}.");
            return WrongArguments;
        }

        byte[] body;
        try
        {
            body = await File.ReadAllBytesAsync(arguments.Path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"{arguments.Path} can't be read: {failure.Message}");
            return WrongArguments;
        }

        var previews = sources.Select(source => PreviewBody.Of(source, new SourceReader(source, schemes, [], address: null).Preview(arguments.Payload(body)))).ToArray();
        await output.WriteLineAsync(arguments.IsOne
            ? JsonSerializer.Serialize(previews[0], PreviewJsonContext.Readable.PreviewBody)
            : JsonSerializer.Serialize(previews, PreviewJsonContext.Readable.PreviewBodyArray));
        return previews.All(preview => preview.Problem is not null) ? Refused : 0;
    }
}
