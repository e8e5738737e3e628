using Microsoft.AspNetCore.Http;
using Router.FunctionsHost.Definitions;
using Router.FunctionsHost.Protocol;

namespace Router.FunctionsHost.Invocations;

/// <summary>
/// The call that goes with a proxied request. The request itself is not in it; its trigger metadata are as the HTTP extension makes them: query values, then route values,
/// then all of the query and all of the headers under two names that a sender can take first with a query value of that name.
/// </summary>
internal static class HttpInvocation
{
    public static InvocationRequest Create(FunctionDefinition.Http function, HttpRequest request)
    {
        var call = Invocation.Of(function, new TypedData { Http = new RpcHttp() });
        var metadata = call.TriggerMetadata;
        foreach (var (name, value) in request.Query)
        {
            // A function's key is nothing to bind to.
            if (!string.Equals(name, "code", StringComparison.OrdinalIgnoreCase))
            {
                metadata[name] = Invocation.Text(value.ToString());
            }
        }

        foreach (var (name, value) in request.RouteValues.Where(value => value.Value is not null))
        {
            metadata[name] = Invocation.Text(value!.ToString()!);
        }

        AddUnlessTaken("Query", PlainJson.Texts(request.Query.Select(query => KeyValuePair.Create(query.Key, query.Value.ToString()))));
        AddUnlessTaken("Headers", PlainJson.Texts(request.Headers.Select(header => KeyValuePair.Create(header.Key, header.Value.ToString()))));
        return call;

        void AddUnlessTaken(string name, string json)
        {
            if (!metadata.Keys.Any(taken => string.Equals(taken, name, StringComparison.OrdinalIgnoreCase)))
            {
                metadata[name] = Invocation.Json(json);
            }
        }
    }
}
