namespace Router.Storage;

/// <summary>Knows which messages have had their effect.</summary>
internal interface IWorkProgress
{
    /// <summary>True while a message of the partition has not had its effect.</summary>
    bool HasOpenWork(Partition partition);
}
