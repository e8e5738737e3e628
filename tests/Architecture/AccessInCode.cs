using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Router.Access;
using Router.Triggers.Http;

namespace Router.Architecture;

/// <summary>Every address that the app answers, with whom it says it is open to.</summary>
internal static class AccessInCode
{
    /// <summary>Of the page that answers where there is none.</summary>
    private const string Any = "any";
    private const string Yes = "yes";
    private const string No = "–";
    private const string Own = "own";

    /// <summary>What each caller gets, in the order of the documentation's columns.</summary>
    private static readonly Func<Audience, string>[] Callers =
    [
        audience => Cell(audience == Audience.Public),
        audience => Cell(audience is Audience.Public or Audience.CustomersToken),
        audience => Cell(audience is Audience.Public or Audience.ServiceSecret),
        audience => Cell(audience is Audience.Public or Audience.Reader),
        audience => audience == Audience.Owner ? Own : Cell(audience is Audience.Public or Audience.Reader),
        audience => Cell(audience is Audience.Public or Audience.Reader or Audience.Owner or Audience.Agent),
        audience => Cell(audience is Audience.Public or Audience.Reader or Audience.Owner or Audience.Agent or Audience.Admin),
    ];

    public static IReadOnlyList<(string Method, string Address, Audience? Audience)> Pages { get; } = [.. FindPages()];

    /// <summary>What the team's pages that change something ask for.</summary>
    public static IReadOnlyList<(string Address, IReadOnlyList<Type> Takes)> Changes { get; } =
    [
        .. FindEndpoints().Where(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("POST") == true && AudienceOf(endpoint) is not Audience.Public)
            .Select(endpoint => (AddressOf(endpoint), (IReadOnlyList<Type>)[.. endpoint.Metadata.GetMetadata<MethodInfo>()!.GetParameters().Select(parameter => parameter.ParameterType)])),
    ];

    /// <summary>But for the one that serves the pages.</summary>
    public static IReadOnlyList<(string Method, string Address, Audience? Audience)> Functions { get; } = [.. FindFunctions()];

    public static IEnumerable<string> Rows =>
        from entry in Functions.Concat(Pages)
        where entry.Method != Any
        orderby entry.Audience, entry.Address, entry.Method
        select string.Join(" | ", [$"`{entry.Method}`", $"`{entry.Address}`", .. Callers.Select(caller => caller(entry.Audience!.Value))]);

    private static string Cell(bool isOpen) => isOpen ? Yes : No;

    private static IEnumerable<(string Method, string Address, Audience? Audience)> FindPages() =>
        from endpoint in FindEndpoints()
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [Any]
        select (method, AddressOf(endpoint), AudienceOf(endpoint));

    private static string AddressOf(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.TrimStart('/');

    private static Audience? AudienceOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<OpenToAttribute>()?.Audience;

    private static List<RouteEndpoint> FindEndpoints()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddRouter();
        var app = builder.Build();
        PagesPipeline.Map(app);
        return [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()];
    }

    private static IEnumerable<(string Method, string Address, Audience? Audience)> FindFunctions() =>
        from type in typeof(RouterBuilder).Assembly.GetExportedTypes()
        where type != typeof(ServePages)
        from function in type.GetMethods()
        let trigger = function.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(found => found is not null)
        where trigger is not null
        from method in trigger.Methods!
        select (method.ToUpperInvariant(), "/" + trigger.Route, function.GetCustomAttribute<OpenToAttribute>()?.Audience);
}
