namespace Router.Access;

/// <summary>What a person did on a page: a closed set, whose names stand in the trail.</summary>
internal enum Act
{
    Decide,
    Correct,
    RunAgain,
    Assign,
    Close,
    Reopen,
    MarkAsRead,
    TakeUp,
    TakeWholeMail,
    BelieveMail,
    RejectMail,
    HoldMailAgain,
    SendMail,
    WriteReply,
    TakeReplyBack,
    WriteNote,
    EditDraft,
    DiscardDraft,
    RestoreDraft,
    EnableSubscriber,
    SendFactAgain,
    BringModelBack,
}
