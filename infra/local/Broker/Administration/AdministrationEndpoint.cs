using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Router.Broker.Security;

namespace Router.Broker.Administration;

/// <summary>The service's administration API over HTTP: who asks, what for, and the answer as Atom XML.</summary>
internal sealed class AdministrationEndpoint(AdministrationApi api, TokenRules rules)
{
    private const int LargestBody = 1024 * 1024;

    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            var (request, response) = (context.Request, context.Response);
            Authorize(request);
            var address = AdministrationAddress.Parse(request.Path.Value ?? "");
            if (HttpMethods.IsGet(request.Method))
                await WriteAsync(response, StatusCodes.Status200OK, await api.GetAsync(address, Number(request, "$skip", 0), Number(request, "$top", int.MaxValue)));
            else if (HttpMethods.IsPut(request.Method))
                await PutAsync(request, response, address);
            else if (HttpMethods.IsDelete(request.Method))
                api.Delete(address);
            else
                throw new AdministrationError(StatusCodes.Status405MethodNotAllowed, $"{request.Method} is not known here.");
        }
        catch (AdministrationError error)
        {
            await WriteAsync(context.Response, error.Status, AtomXml.Error(error));
        }
        catch (FormatException exception)
        {
            await WriteAsync(context.Response, StatusCodes.Status400BadRequest, AtomXml.Error(new AdministrationError(StatusCodes.Status400BadRequest, exception.Message)));
        }
    }

    private async Task PutAsync(HttpRequest request, HttpResponse response, AdministrationAddress address)
    {
        var updates = request.Headers.IfMatch.Count > 0;
        var answer = await api.PutAsync(address, await ReadAsync(request), updates);
        await WriteAsync(response, updates ? StatusCodes.Status200OK : StatusCodes.Status201Created, answer);
    }

    private void Authorize(HttpRequest request)
    {
        const string bearer = "Bearer ";
        var header = request.Headers.Authorization.ToString();
        var (type, token) = header.StartsWith(bearer, StringComparison.OrdinalIgnoreCase) ? (TokenRules.Jwt, header[bearer.Length..]) : (TokenRules.Sas, header);
        var (grant, refusal) = rules.Verify(type, token, $"http://{request.Host.Host}{request.Path}");
        var needed = HttpMethods.IsGet(request.Method) ? AccessRights.All : AccessRights.Manage;
        if (grant is null || (grant.Rights & needed) == 0)
            throw new AdministrationError(StatusCodes.Status401Unauthorized, refusal ?? "Manage claims are required to perform this operation.");
    }

    private static async Task<XElement> ReadAsync(HttpRequest request)
    {
        if (request.ContentLength is null or > LargestBody)
            throw new AdministrationError(StatusCodes.Status400BadRequest, "The body is too large, or says no length.");
        try
        {
            // Copied, because the XML reader's last reads are synchronous.
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
            body.Position = 0;
            return XElement.Load(body);
        }
        catch (XmlException exception)
        {
            throw new AdministrationError(StatusCodes.Status400BadRequest, $"The body is no XML: {exception.Message}");
        }
    }

    private static async Task WriteAsync(HttpResponse response, int status, XElement xml)
    {
        response.StatusCode = status;
        response.ContentType = AtomXml.ContentType;
        await response.WriteAsync(xml.ToString(SaveOptions.DisableFormatting));
    }

    private static int Number(HttpRequest request, string name, int otherwise) =>
        int.TryParse(request.Query[name].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
