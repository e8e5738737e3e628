using System.Collections.Frozen;

namespace Router.Triage.Model;

/// <summary>Letters that look like a Latin one, as that one: of other scripts, small capitals, full-width, circled and mathematical forms (the common part of Unicode's confusables and compatibility forms).</summary>
internal static class LookAlikes
{
    // Each letter, then what looks like it.
    private static readonly string[] Alike =
    [
        "aаαάɑᴀᎪ", "bвьβʙᏴ", "cсϲᴄᏟℂ", "dԁđᴅᎠ", "eеёҽεέᴇᎬ", "fғꜰϝ", "gɡցɢᏀ", "hһнħհʜℎᎻ", "iіїıιίϊɩɪⅰᎥ", "jјϳյᴊᎫ", "kкκᴋᏦ", "lӏłʟⅼℓᏞ", "mмᴍⅿᎷ", "nηήոпɴℕ",
        "oоοόσօөøᴏ", "pрρᴘℙᏢ", "qԛզℚ", "rгʀℝᎡ", "sѕꜱᏚ", "tтτŧᴛᎢ", "uυύսᴜ", "vѵνʋᴠⅴᏙ", "wԝωώաᴡᎳ", "xхχⅹ", "yуүγʏ", "zᴢℤᏃ",
    ];

    private static readonly FrozenDictionary<char, char> Letters =
        Alike.SelectMany(letters => letters[1..], (letters, alike) => KeyValuePair.Create(alike, letters[0])).ToFrozenDictionary();

    /// <param name="character">Lower case.</param>
    public static char Fold(char character) => character switch
    {
        >= '\uff01' and <= '\uff5e' => char.ToLowerInvariant((char)(character - 0xfee0)),
        >= 'ⓐ' and <= 'ⓩ' => (char)(character - 'ⓐ' + 'a'),
        >= '⒜' and <= '⒵' => (char)(character - '⒜' + 'a'),
        // Small Cherokee letters have the form of the capitals.
        >= '\uab70' and <= '\uabbf' => Letters.GetValueOrDefault((char)(character - 0xab70 + 0x13a0), character),
        >= '\u2e80' => character,
        _ => Letters.GetValueOrDefault(character, character),
    };

    /// <returns>The letter or digit that a surrogate pair of the mathematical or enclosed alphabets stands for; '\0' for any other.</returns>
    public static char FoldPair(char high, char low)
    {
        const int letters = 26;
        var code = char.IsSurrogatePair(high, low) ? char.ConvertToUtf32(high, low) : 0;
        return code switch
        {
            >= 0x1d400 and <= 0x1d6a3 => (char)('a' + ((code - 0x1d400) % letters)),
            >= 0x1d7ce and <= 0x1d7ff => '0',
            >= 0x1f110 and <= 0x1f129 => (char)('a' + code - 0x1f110),
            >= 0x1f130 and <= 0x1f149 => (char)('a' + code - 0x1f130),
            >= 0x1f150 and <= 0x1f169 => (char)('a' + code - 0x1f150),
            >= 0x1f170 and <= 0x1f189 => (char)('a' + code - 0x1f170),
            _ => '\0',
        };
    }
}
