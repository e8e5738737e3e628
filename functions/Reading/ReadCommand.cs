using System.Text;
using System.Text.Json;
using Router.Intake.Email;
using Router.Intake.Forms;
using Router.Intake.Webhooks.Schemes;
using Router.Teams;
using Router.Triage;

namespace Router.Reading;

/// <summary>The command <c>read</c>: what became of a mail, a form post or a webhook, without sending it anywhere.</summary>
internal static class ReadCommand
{
    public const int Refused = 1;
    public const int WrongArguments = 2;

    /// <param name="settings">The app's settings: they name our own addresses, the team file and the model.</param>
    /// <exception cref="TeamFileException">The team file can't be used.</exception>
    public static async Task<int> RunAsync(IReadOnlyList<string> words, WebhookSchemes schemes, IConfiguration settings, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        if (ReadArguments.Parse(words, out var wrong) is not { } arguments)
        {
            await error.WriteLineAsync(wrong);
            return WrongArguments;
        }

        var team = TeamsRegistration.Load(settings["Team:Path"], schemes.Names);
        if (Missing(arguments, team) is { } missing)
        {
            await error.WriteLineAsync(missing);
            return WrongArguments;
        }

        var reader = ReaderOf(team, schemes, settings);
        var exitCode = 0;
        foreach (var file in arguments.Files)
        {
            if (await TryReadAsync(file, error, cancellationToken) is not { } bytes)
            {
                return WrongArguments;
            }

            var answer = arguments switch
            {
                { Form: { } form } => await reader.ReadFormAsync(file, bytes, reader.FindForm(form)!, arguments.ContentType, cancellationToken),
                { Source: { } source } => reader.ReadWebhook(file, bytes, team.FindSource(source)!, arguments.ContentType, arguments.Headers),
                _ => reader.ReadMail(file, bytes),
            };
            exitCode = answer.Refused is null ? exitCode : Refused;
            await output.WriteLineAsync(arguments.Json ? JsonSerializer.Serialize(answer, ReadJsonContext.Readable.ReadAnswer) : ReadReport.Of(answer));
        }

        return exitCode;
    }

    /// <summary>JSON Lines are UTF-8, whatever the terminal's language says.</summary>
    public static StreamWriter Utf8Output() => new(Console.OpenStandardOutput(), new UTF8Encoding(false));

    private static FileReader ReaderOf(Team team, WebhookSchemes schemes, IConfiguration settings)
    {
        var own = new OwnMail(settings.GetSection(EmailOptions.Section).Get<EmailOptions>() ?? new EmailOptions(), team, settings["Mailbox:Address"] ?? "");
        var triage = settings.GetSection(TriageOptions.Section).Get<TriageOptions>() ?? new TriageOptions();
        var models = ModelInUse.From(settings["Triage:ModelPath"]);
        return new FileReader(team, schemes, own, settings.GetSection(FormsOptions.Section).Get<FormsOptions>() ?? new FormsOptions(), new ModelClassifier(models, triage), models, TimeProvider.System);
    }

    private static string? Missing(ReadArguments arguments, Team team) =>
        arguments.Form is { } form && team.FindForm(form) is null ? $"The team file has no form \"{form}\". It has: {string.Join(", ", team.Forms.Select(one => one.Id))}."
        : arguments.Source is { } source && team.FindSource(source) is null ? $"The team file has no source \"{source}\". It has: {string.Join(", ", team.Sources.Select(one => one.Id))}."
        : null;

    private static async Task<byte[]?> TryReadAsync(string file, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(file, cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"{file} can't be read: {failure.Message}");
            return null;
        }
    }
}
