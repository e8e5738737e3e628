using System.Net.Sockets;
using System.Security.Authentication;
using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Router.Messaging;
using Router.Messaging.ServiceBus;

namespace Router.Unit.Messaging.ServiceBus;

public sealed class ServiceBusErrorsTests
{
    [Theory]
    [InlineData(ServiceBusFailureReason.ServiceBusy, "Busy")]
    [InlineData(ServiceBusFailureReason.ServiceTimeout, "Transient")]
    [InlineData(ServiceBusFailureReason.ServiceCommunicationProblem, "Transient")]
    [InlineData(ServiceBusFailureReason.QuotaExceeded, "QuotaExceeded")]
    [InlineData(ServiceBusFailureReason.MessageLockLost, "LockLost")]
    [InlineData(ServiceBusFailureReason.SessionLockLost, "LockLost")]
    [InlineData(ServiceBusFailureReason.SessionCannotBeLocked, "LockLost")]
    [InlineData(ServiceBusFailureReason.MessagingEntityNotFound, "Permanent")]
    [InlineData(ServiceBusFailureReason.MessagingEntityDisabled, "Permanent")]
    [InlineData(ServiceBusFailureReason.MessagingEntityAlreadyExists, "Permanent")]
    [InlineData(ServiceBusFailureReason.MessageNotFound, "Permanent")]
    [InlineData(ServiceBusFailureReason.MessageSizeExceeded, "Permanent")]
    [InlineData(ServiceBusFailureReason.GeneralError, "Unknown")]
    [InlineData((ServiceBusFailureReason)999, "Unknown")]
    public void Explain_Reason_ByTheTable(ServiceBusFailureReason reason, string expected) => Assert.Equal(expected, ServiceBusErrors.Explain(reason).ToString());

    [Theory]
    [InlineData("Permanent", "Permanent")]
    [InlineData("Unknown", "Unknown")]
    [InlineData("Busy", "Transient")]
    [InlineData("Transient", "Transient")]
    [InlineData("Unauthorized", "Transient")]
    [InlineData("QuotaExceeded", "Transient")]
    [InlineData("LockLost", "Transient")]
    public void Classify_Failure_OnlyPermanentOnesPark(string failure, string expected) =>
        Assert.Equal(expected, ServiceBusErrors.Classify(Enum.Parse<BrokerFailure>(failure)).ToString());

    [Fact]
    public void Classify_EveryFailure_HasACase() =>
        Assert.All(Enum.GetValues<BrokerFailure>(), failure => Assert.True(Enum.IsDefined(ServiceBusErrors.Classify(failure))));

    public static TheoryData<string, Exception> Failures => new()
    {
        { "Transient", new TimeoutException() },
        { "Transient", new OperationCanceledException() },
        { "Transient", new SocketException((int)SocketError.ConnectionRefused) },
        { "Transient", new IOException() },
        { "Transient", new ObjectDisposedException("socket") },
        { "Transient", new AuthenticationException("The certificate") },
        { "Unauthorized", new CredentialUnavailableException("No identity here.") },
        { "Unauthorized", new AuthenticationFailedException("No token.") },
        { "Unauthorized", new UnauthorizedAccessException("Put token failed.") },
        { "Busy", new ServiceBusException("busy", ServiceBusFailureReason.ServiceBusy) },
        { "Transient", new ServiceBusException(isTransient: true, "The link was detached.") },
        { "Unknown", new ServiceBusException(isTransient: false, "Something else.") },
        { "Permanent", new NotSupportedException() },
        { "Permanent", new ArgumentOutOfRangeException() },
        { "Unknown", new InvalidOperationException() },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void ToMessagingException_Failure_ExplainedWithItsCause(string expected, Exception failure)
    {
        var known = ServiceBusErrors.ToMessagingException(failure);

        Assert.Equal(expected, known.Reason.ToString());
        Assert.Same(failure, known.InnerException);
    }

    [Fact]
    public void ToMessagingException_AnswerWithDescription_KeepsItOutOfTheMessage()
    {
        var known = ServiceBusErrors.ToMessagingException(new ServiceBusException("canary", ServiceBusFailureReason.MessagingEntityNotFound));

        Assert.Equal("The broker answered MessagingEntityNotFound.", known.Message);
    }

    [Fact]
    public void ToMessagingException_Known_Itself()
    {
        var known = new MessagingException("x", BrokerFailure.Permanent);

        Assert.Same(known, ServiceBusErrors.ToMessagingException(known));
    }
}
