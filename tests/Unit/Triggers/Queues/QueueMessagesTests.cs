using Router.Messaging;
using Router.Triggers.Queues;

namespace Router.Unit.Triggers.Queues;

public sealed class QueueMessagesTests
{
    [Theory]
    [InlineData(MessageNames.SendMail, MessageNames.SendMail, true)]
    [InlineData(MessageNames.SendMail, MessageNames.SolveTicket, true)]
    [InlineData(MessageNames.SendMail, MessageNames.DeliverMail, false)]
    [InlineData(MessageNames.DeliverMail, MessageNames.SolveTicket, false)]
    [InlineData(MessageNames.FileBug, MessageNames.AddToBacklog, false)]
    [InlineData(MessageNames.SendMail, "Nothing", false)]
    public void Handles_Message_ThoseOfItsQueueOnly(string function, string message, bool handles) => Assert.Equal(handles, QueueMessages.Handles(function, message));
}
