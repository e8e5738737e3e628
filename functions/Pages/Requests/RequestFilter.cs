using Router.Pages.Wording;
using Router.Requests;

namespace Router.Pages.Requests;

/// <summary>Which requests are listed; what is null does not count.</summary>
/// <param name="IsUnread">Only those with a later mail that nobody has read.</param>
/// <param name="Words">Found in the subject, the customer's name and address, or at the beginning of the number.</param>
internal sealed record RequestFilter(RequestKind? Kind, RequestState? State, string? Words, bool IsUnread = false)
{
    public bool IsEmpty => this is { Kind: null, State: null, Words: null, IsUnread: false };

    public static RequestFilter Read(HttpRequest request) => new(
        QueryValue.Name<RequestKind>(request, "kind"),
        QueryValue.Name<RequestState>(request, "state"),
        QueryValue.Text(request, "q"),
        request.Query["unread"] == "1");

    public bool Shows(Request request) => Words is null
        || request.Id.StartsWith(Words, StringComparison.OrdinalIgnoreCase)
        || request.Subject.Contains(Words, StringComparison.OrdinalIgnoreCase)
        || request.Customer.Name.Contains(Words, StringComparison.OrdinalIgnoreCase)
        || request.Customer.Address.Contains(Words, StringComparison.OrdinalIgnoreCase);

    /// <summary>The address of the list that goes on after a cursor.</summary>
    public string PathAfter(string cursor) => "/requests"
        + QueryString.Create(
            new Dictionary<string, string?>
            {
                ["kind"] = Kind?.ToString().ToLowerInvariant(),
                ["state"] = State?.ToString().ToLowerInvariant(),
                ["q"] = Words,
                ["unread"] = IsUnread ? "1" : null,
                ["after"] = cursor,
            }.Where(value => value.Value is not null));
}
