using Microsoft.Extensions.Options;
using Router.Intake.Webhooks.Schemes;
using Router.Requests;
using Router.Teams;

namespace Router.Intake.Webhooks;

/// <summary>A webhook of a source in the team file.</summary>
internal sealed class WebhookIntake(Team team, WebhookSchemes schemes, IOptions<SourcesOptions> options)
{
    private readonly Dictionary<string, SourceReader> readers = team.Sources.ToDictionary(
        source => source.Id,
        source => new SourceReader(source, schemes, options.Value.SecretsOf(source.Id), options.Value.AddressOf(source.Id)),
        StringComparer.Ordinal);

    /// <summary>What the headers show before the body is read.</summary>
    public Admission Admit(string sourceId, InboundPayload head) =>
        readers.TryGetValue(sourceId, out var reader) ? reader.Admit(head) : new Admission(Problem.SourceUnknown(), 0);

    public IntakeResult Read(string sourceId, InboundPayload payload) => readers.TryGetValue(sourceId, out var reader)
        ? reader.Read(payload)
        : new IntakeResult.Refused(Problem.SourceUnknown());

    /// <summary>Whether people wait for the answer in a chat, where it has to be words.</summary>
    public bool AnswersInChat(string sourceId) => team.FindSource(sourceId) is { } source && schemes.Of(source).AnswersInChat;
}
