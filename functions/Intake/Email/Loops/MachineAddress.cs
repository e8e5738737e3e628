namespace Router.Intake.Email.Loops;

/// <summary>Addresses behind which nobody reads: daemons, lists' own addresses, and those that say so.</summary>
internal static class MachineAddress
{
    private static readonly string[] Names =
        ["mailerdaemon", "postmaster", "listserv", "majordomo", "mdaemon", "nobody", "autoreply", "autoresponder", "keineantwort", "nichtantworten", "nepasrepondre", "noresponder", "nonrispondere", "naoresponda", "nieodpowiadaj"];

    private static readonly string[] Beginnings = ["noreply", "donotreply", "dontreply", "bounce"];
    private static readonly string[] ListEndings = ["-request", "-bounces", "-bounce", "-owner", "-noreply", "-errors"];

    public static bool Is(string address)
    {
        var at = address.LastIndexOf('@');
        var local = (at < 0 ? address : address[..at]).Split('+')[0].ToLowerInvariant();
        var letters = string.Concat(local.Where(c => c is not ('.' or '-' or '_')));
        return Names.Contains(letters)
            || Beginnings.Any(mark => letters.StartsWith(mark, StringComparison.Ordinal))
            || local.StartsWith("owner-", StringComparison.Ordinal)
            || ListEndings.Any(mark => local.EndsWith(mark, StringComparison.Ordinal));
    }
}
