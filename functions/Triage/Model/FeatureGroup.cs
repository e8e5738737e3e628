namespace Router.Triage.Model;

/// <summary>Features that are weighed together: each group's vector has the length that <see cref="FeatureExtractor.Weight"/> gives it, however long the text.</summary>
internal enum FeatureGroup
{
    /// <summary>Words and pairs of words, see <see cref="WordFeatures"/>.</summary>
    Words,

    /// <summary>Three to five characters in a row, across words.</summary>
    Characters,

    /// <summary>Words and pairs of words of the subject.</summary>
    Subject,

    /// <summary>Length, questions, sentences, digits: the message's form.</summary>
    Shape,

    /// <summary>As <see cref="Shape"/>, of an issue with its template.</summary>
    IssueShape,

    /// <summary>As <see cref="Characters"/>, of the subject.</summary>
    SubjectCharacters,

    /// <summary>As <see cref="Words"/>, of the prose.</summary>
    Prose,

    /// <summary>As <see cref="Characters"/>, of the prose.</summary>
    ProseCharacters,

    /// <summary>Words and pairs of words of the prose's questions.</summary>
    Questions,

    /// <summary>Words and pairs of words with which the prose begins.</summary>
    Beginning,

    /// <summary>Words and pairs of words of the prose's first sentence.</summary>
    Opening,

    /// <summary>Words and pairs of words of the prose's last sentence.</summary>
    Ending,

    /// <summary>Words, each with the heading that it stands under.</summary>
    Sections,

    /// <summary>Words in fenced code, each by itself.</summary>
    Code,

    /// <summary>Whole lines, as templates have them.</summary>
    Lines,

    /// <summary>How the prose's sentences are built, see <see cref="SentenceFrames"/>.</summary>
    Frames,

    /// <summary>As <see cref="Frames"/>, of the subject.</summary>
    SubjectFrames,
}
