namespace Router.Intake.Quotas;

/// <summary>Names whom limits count: a mail address within a place, as what others send in its name from elsewhere does not count.</summary>
internal static class SenderKey
{
    public static string Of(string place, string address) => $"{place}\n{Of(address)}";

    /// <summary>The address from wherever.</summary>
    public static string Of(string address) => address.ToUpperInvariant();
}
