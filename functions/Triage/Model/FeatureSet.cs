namespace Router.Triage.Model;

/// <summary>How a model reads texts.</summary>
internal enum FeatureSet
{
    /// <summary>Mails and forms: what persons write in sentences.</summary>
    Mail,

    /// <summary>Issues: sentences among headings of a template, code and logs. They are read whole and again as prose alone.</summary>
    Issue,
}
