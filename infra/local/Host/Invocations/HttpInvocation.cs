using Microsoft.AspNetCore.Http;
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
        var metadata = call.TriggerMetadata;
        BodyMetadata.AddTo(metadata, body);
        foreach (var (name, value) in request.Query)
        {
            // A function's key is nothing to bind to.
            if (!string.Equals(name, "code", StringComparison.OrdinalIgnoreCase))
            {
                Set(name, Invocation.Text(value.ToString()));
            }
        }

        foreach (var (name, value) in request.RouteValues.Where(value => value.Value is not null))
        {
            Set(name, Invocation.Text(value!.ToString()!));
        }

        AddUnlessTaken("Query", PlainJson.Texts(request.Query.Select(query => KeyValuePair.Create(query.Key, query.Value.ToString()))));
        AddUnlessTaken("Headers", PlainJson.Texts(request.Headers.Select(header => KeyValuePair.Create(header.Key, header.Value.ToString()))));
        return call;

        void Set(string name, TypedData value) => metadata[Taken(name) ?? name] = value;

        void AddUnlessTaken(string name, string json)
        {
            if (Taken(name) is null)
            {
                metadata[name] = Invocation.Json(json);
            }
        }

        string? Taken(string name) => metadata.Keys.FirstOrDefault(taken => string.Equals(taken, name, StringComparison.OrdinalIgnoreCase));
    }
}
