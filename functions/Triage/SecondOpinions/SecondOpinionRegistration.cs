using System.ClientModel;
using System.ClientModel.Primitives;
using Azure.Core;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using OpenAI;
using OpenAI.Chat;

namespace Router.Triage.SecondOpinions;

internal static class SecondOpinionRegistration
{
    // https://learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle
    private const string VersionOnePath = "/openai/v1/";
    private const string UsualPath = "/v1/";

    // The library wants a key; a service of one's own, such as Ollama, reads none.
    private const string NoKey = "none";
    private const string TokenScope = "https://cognitiveservices.azure.com/.default";

    public static void AddSecondOpinion(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<SecondOpinionOptions>().BindConfiguration(SecondOpinionOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<SecondOpinionOptions>, SecondOpinionOptionsValidator>();
        builder.Services.AddSingleton<ISecondOpinion>(services =>
            services.GetRequiredService<IOptions<SecondOpinionOptions>>().Value is { IsOn: true } options
                ? ActivatorUtilities.CreateInstance<LanguageModelOpinion>(services, ClientOf(options, services.GetRequiredService<TokenCredential>))
                : new NoSecondOpinion());
    }

    /// <summary>The address as it is given; where it has no path, the one that such services have.</summary>
    internal static Uri AddressOf(Uri endpoint) =>
        endpoint.AbsolutePath == "/" ? new(endpoint, IsAzure(endpoint) ? VersionOnePath : UsualPath)
        : endpoint.AbsolutePath.EndsWith('/') ? endpoint
        : new($"{endpoint.GetLeftPart(UriPartial.Path)}/");

    private static bool IsAzure(Uri endpoint) => endpoint.Host.EndsWith(".azure.com", StringComparison.OrdinalIgnoreCase);

    /// <param name="transport">Carries the calls; null for the network.</param>
    internal static IChatClient ClientOf(SecondOpinionOptions options, Func<TokenCredential> identity, PipelineTransport? transport = null)
    {
        // One attempt: the deadline is short, and a message that gets no answer waits for a person.
        var settings = new OpenAIClientOptions
        {
            Endpoint = AddressOf(new Uri(options.Endpoint!)),
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            Transport = transport,
        };
        if (options.ApiKey is { Length: > 0 } || !IsAzure(new Uri(options.Endpoint!)))
        {
            return new ChatClient(options.Deployment!, new ApiKeyCredential(options.ApiKey is { Length: > 0 } key ? key : NoKey), settings).AsIChatClient();
        }

        // The library calls its constructor for identities experimental; Azure's documentation shows no other way to sign in without a key.
#pragma warning disable OPENAI001
        return new ChatClient(options.Deployment!, new BearerTokenPolicy(identity(), TokenScope), settings).AsIChatClient();
#pragma warning restore OPENAI001
    }
}
