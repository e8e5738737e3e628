using System.Collections.Immutable;

namespace Router.Triage.Model;

/// <summary>English words that say how somebody writes and hardly what about: pronouns, auxiliaries, prepositions, and what is asked, missed or reported with. The signs of left-out code, files, addresses and images count among them.</summary>
internal static class FrameWords
{
    public static ImmutableArray<string> All { get; } =
    [
        .. """
        a an the this that these those such same another any some all every each both more most much many other one two first
        i i'm i've i'd me my we we're our us you your it it's its they them he there there's here something anything nothing
        is isn't are aren't was wasn't were be been being am do does doesn't don't did didn't doing done have has hasn't haven't had having
        can can't cannot could couldn't will won't would wouldn't should shouldn't may might must need needs needed want wants wanted
        to of in on at for from by with without into as out up about if when while after before since until because so but and or not no nor than then
        what why how where which who whether
        like just also only too very still again already yet never always sometimes currently new instead possible able way ways
        please thanks thank hi hello hey dear help question questions ask asking wondering wonder know understand sure seems seem
        add adding added support supported allow allowing option feature request proposal suggest suggestion improve improvement better nice great useful helpful
        implement provide introduce remove replace change update fix fixes
        expected actual behavior behaviour bug bugs error errors fail fails failed failing failure crash crashes crashed broken break breaks
        work works working wrong issue issues problem problems steps reproduce version
        get gets getting got give gives use uses using used try tried trying make makes run running see set find found happens happen happening
        xc xf xu xi
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
    ];
}
