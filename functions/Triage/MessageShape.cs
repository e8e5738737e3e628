using Router.Shared;
using Router.Triage.Reading;

namespace Router.Triage;

/// <summary>What a message's form says where its words say little: who only tells what happens usually reports a fault, who ends on a question usually wants an answer.</summary>
internal static class MessageShape
{
    private const double Tells = 1.2;
    private const int FewWords = 4;
    private const double EndsOnQuestion = 0.6;

    public static Reason? Read(IReadOnlyList<Sentence> sentences, IReadOnlyList<Reason> found)
    {
        if (sentences.LastOrDefault(sentence => !sentence.IsSubject && sentence.Words.Length >= FewWords) is not { } last)
            return null;
        var quote = last.Quote(0, last.Words.Length - 1);
        if (sentences.Any(sentence => sentence.IsQuestion))
            return last.IsQuestion ? new(RequestKind.Doing, quote, "Ends on a question.", EndsOnQuestion) : null;
        return found.Any(reason => reason.Kind != RequestKind.Fixing && reason.Weight > 0)
            ? null
            : new(RequestKind.Fixing, quote, "Tells what happens and asks for nothing.", Tells);
    }
}
