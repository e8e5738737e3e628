namespace Router.Destinations.Wording;

/// <summary>Words that say nothing about what a text is about: grammar, courtesy, and what every request says.</summary>
internal static class StopWords
{
    private const string Grammar =
        "a about above after again all almost also always am an and any anybody anyone anything are aren as at away back be because been before being below "
        + "between both but by can cannot could couldn did didn do does doesn doing don done down each either else ever every everyone everything few for from "
        + "further get gets getting give given go goes going gone got had has hasn have haven having he her here hers him his how however i if in instead into is "
        + "isn it its itself just last least less let like ll lot made make makes making many may maybe me might mine more most much must my myself neither never "
        + "no nobody none nor not nothing now of off often on once one ones only onto or other others our ours out over own per perhaps put quite rather re really "
        + "same see seem seems shall she should shouldn since so some somebody someone something sometimes still such than that the their theirs them then there "
        + "these they thing things this those though through till to too under until up upon us use used using ve very was wasn way ways we well were "
        + "weren what whatever when where whether which while who whom whose why will with within without won would wouldn yes yet you your yours yourself";

    private const string Courtesy =
        "hi hello hey dear team good morning afternoon evening thanks thank thx cheers regards kind best sincerely greetings please pls kindly sorry appreciate "
        + "appreciated hope hoping glad happy great nice love lovely awesome fine ok okay sure sent";

    private const string Asking =
        "able add added adding allow allowed allows ask asked asking asks available believe build built capability consider could currently customer customers day "
        + "days enhancement feature features figure find found help helpful helps idea implement impossible know looking look manually mean need needed "
        + "needs new option plan planned possible possibility problem provide question questions request requested requests right someday soon suggest suggestion "
        + "support supported supports tell there today tried try trying understand useful want wanted wants two three first second wish wonder wondering old week weeks year years hour hours minute minutes work works working would zesty";

    private static readonly HashSet<string> Words = [.. $"{Grammar} {Courtesy} {Asking}".Split(' ')];

    public static bool Contains(string word) => Words.Contains(word);
}
