namespace Router.Destinations.Wording;

/// <summary>Words that customers use for one another when they ask about a content platform; the first of a line stands for all of it.</summary>
internal static class Synonyms
{
    private const string Lines = """
        bulk mass batch multiple several simultaneously
        delete remove erase trash
        export download extract
        import upload
        sort order reorder arrange rearrange drag
        duplicate clone copy
        image picture photo
        spreadsheet excel xlsx
        sso saml okta
        2fa mfa factor authenticator authentication
        dark night
        notify notification alert remind reminder
        email mail
        wildcard pattern regex regexp
        redirect forward redirection
        history version revision
        restore undo revert rollback
        role permission rights
        translate language multilingual locale localize localise localization localisation translation
        search find filter lookup
        comment annotate annotation note
        approve approval signoff
        folder directory subfolder directories
        shortcut hotkey
        tag label
        invoice bill receipt billing
        signin login logon
        user member teammate colleague
        publish release
        change edit modify update
        webhook callback
        limit quota
        """;

    private static readonly Dictionary<string, string> Canonical = Lines
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(line => line.Split(' '))
        .SelectMany(words => words.Select(word => (Word: Stem.Of(word), First: Stem.Of(words[0]))))
        .DistinctBy(pair => pair.Word)
        .ToDictionary(pair => pair.Word, pair => pair.First);

    /// <param name="stem">A word as <see cref="Stem"/> leaves it.</param>
    public static string Of(string stem) => Canonical.GetValueOrDefault(stem, stem);
}
