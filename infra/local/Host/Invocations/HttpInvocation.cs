using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Router.FunctionsHost.Definitions;
using Router.FunctionsHost.Protocol;

namespace Router.FunctionsHost.Invocations;

/// <summary>
/// The call that goes with a proxied request. The request itself is not in it; its trigger metadata are as the HTTP extension makes them: the properties of a JSON body,
/// then query values, then route values, and all of the query and all of the headers under two names that a sender can take first with a value of that name.
/// </summary>
internal static class HttpInvocation
{
    public static InvocationRequest Create(FunctionDefinition.Http function, HttpRequest request, ReadOnlyMemory<byte> body)
    {
        var call = Invocation.Of(function, new TypedData { Http = new RpcHttp() });
        var metadata = new TriggerMetadata(call.TriggerMetadata);
        BodyMetadata.AddTo(metadata, body);
        foreach (var (name, value) in request.Query)
        {
            // A function's key is nothing to bind to.
            if (!string.Equals(name, "code", StringComparison.OrdinalIgnoreCase))
            {
                metadata.AddText(name, value.ToString());
            }
        }

        foreach (var (name, value) in request.RouteValues)
        {
            metadata.AddText(name, value?.ToString());
        }

        AddUnlessTaken(metadata, "Query", request.Query);
        AddUnlessTaken(metadata, "Headers", request.Headers);
        return call;
    }

    private static void AddUnlessTaken(TriggerMetadata metadata, string name, IEnumerable<KeyValuePair<string, StringValues>> values)
    {
        if (!metadata.Has(name))
        {
            metadata.AddJson(name, PlainJson.Texts(values.Select(value => KeyValuePair.Create(value.Key, value.Value.ToString()))));
        }
    }
}
