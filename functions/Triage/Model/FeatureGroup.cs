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
}
