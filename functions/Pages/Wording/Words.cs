using System.Globalization;
using Router.Requests;
using Router.Teams;

namespace Router.Pages.Wording;

/// <summary>What values are called on the team's pages.</summary>
internal static class Words
{
    public static string Of(RequestKind kind) => kind switch
    {
        RequestKind.Doing => "Do",
        RequestKind.Building => "Build",
        RequestKind.Fixing => "Fix",
        _ => "Unclear",
    };

    public static string Of(RequestState state) => state switch
    {
        RequestState.Received => "Received",
        RequestState.Waiting => "Waiting for a person",
        RequestState.Routed => "On its queue",
        RequestState.Landed => "Landed",
        RequestState.Ignored => "Not routed",
        _ => "Parked",
    };

    public static string Of(LandingPlace place) => place switch
    {
        LandingPlace.Answer => "Answered from the docs",
        LandingPlace.DocumentationGap => "Gap in the documentation",
        LandingPlace.Board => "On the board",
        _ => "Filed as a bug",
    };

    public static string Of(MailState state) => state switch
    {
        MailState.Queued => "On its way",
        MailState.Held => "Held",
        MailState.Leaving => "Leaving",
        MailState.Sent => "Sent",
        MailState.Discarded => "Discarded",
        _ => "Gone from the mailbox",
    };

    public static string Of(IReadOnlySet<Role> roles) => string.Join(", ", roles.OrderDescending().Select(role => role.ToString().ToLowerInvariant()));

    public static string Of(Customer customer) => (customer.Name, customer.Address) switch
    {
        ("", "") => "Not given",
        ("", var address) => address,
        (var name, "") => name,
        var (name, address) => $"{name} <{address}>",
    };

    public static string Name(Customer customer) => customer.Name.Length == 0 ? Of(customer) : customer.Name;

    /// <summary>What <see cref="Name"/> does not say.</summary>
    public static string Address(Customer customer) => customer.Name.Length == 0 ? "" : customer.Address;

    public static string Subject(string subject) => string.IsNullOrWhiteSpace(subject) ? "(no subject)" : subject;

    public static string Percent(double share) => Math.Round(share * 100).ToString(CultureInfo.InvariantCulture) + " %";

    public static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    public static string Size(long bytes) => bytes switch
    {
        < 1024 => $"{bytes} bytes",
        < 1024 * 1024 => $"{bytes / 1024} KB",
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024.0 * 1024):0.#} MB"),
    };

    public static string Count(int count, string one, string many) => count == 1 ? $"1 {one}" : $"{count} {many}";
}
