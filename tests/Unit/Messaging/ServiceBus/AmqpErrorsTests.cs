using System.Net.Sockets;
using System.Security.Authentication;
using Amqp;
using Amqp.Framing;
using Azure.Identity;
using Router.Messaging;
using Router.Messaging.ServiceBus;

namespace Router.Unit.Messaging.ServiceBus;

public sealed class AmqpErrorsTests
{
    [Theory]
    [InlineData("com.microsoft:server-busy", "Busy")]
    [InlineData("com.microsoft:timeout", "Transient")]
    [InlineData("com.microsoft:operation-cancelled", "Transient")]
    [InlineData("amqp:internal-error", "Transient")]
    [InlineData("amqp:link:detach-forced", "Transient")]
    [InlineData("amqp:link:stolen", "Transient")]
    [InlineData("amqp:connection:forced", "Transient")]
    [InlineData("amqp:connection:framing-error", "Transient")]
    [InlineData("amqp:message:released", "Transient")]
    [InlineData("amqp:unauthorized-access", "Unauthorized")]
    [InlineData("com.microsoft:auth-failed", "Unauthorized")]
    [InlineData("amqp:resource-limit-exceeded", "QuotaExceeded")]
    [InlineData("com.microsoft:message-lock-lost", "LockLost")]
    [InlineData("com.microsoft:session-lock-lost", "LockLost")]
    [InlineData("com.microsoft:session-cannot-be-locked", "LockLost")]
    [InlineData("amqp:not-found", "Permanent")]
    [InlineData("amqp:not-allowed", "Permanent")]
    [InlineData("amqp:not-implemented", "Permanent")]
    [InlineData("amqp:precondition-failed", "Permanent")]
    [InlineData("amqp:invalid-field", "Permanent")]
    [InlineData("amqp:decode-error", "Permanent")]
    [InlineData("amqp:link:message-size-exceeded", "Permanent")]
    [InlineData("com.microsoft:entity-disabled", "Permanent")]
    [InlineData("com.microsoft:argument-error", "Permanent")]
    [InlineData("com.microsoft:argument-out-of-range", "Permanent")]
    [InlineData("com.microsoft:message-not-found", "Permanent")]
    [InlineData("com.microsoft:session-not-found", "Permanent")]
    [InlineData("com.microsoft:something-new", "Unknown")]
    [InlineData("", "Unknown")]
    [InlineData(null, "Unknown")]
    public void Explain_Condition_ByTheTable(string? condition, string expected) => Assert.Equal(expected, AmqpErrors.Explain(condition).ToString());

    [Theory]
    [InlineData("Permanent", "Permanent")]
    [InlineData("Unknown", "Unknown")]
    [InlineData("Busy", "Transient")]
    [InlineData("Transient", "Transient")]
    [InlineData("Unauthorized", "Transient")]
    [InlineData("QuotaExceeded", "Transient")]
    [InlineData("LockLost", "Transient")]
    public void Classify_Failure_OnlyPermanentOnesPark(string failure, string expected) =>
        Assert.Equal(expected, AmqpErrors.Classify(Enum.Parse<BrokerFailure>(failure)).ToString());

    [Fact]
    public void Classify_EveryFailure_HasACase() =>
        Assert.All(Enum.GetValues<BrokerFailure>(), failure => Assert.True(Enum.IsDefined(AmqpErrors.Classify(failure))));

    [Theory]
    [InlineData(401, "Unauthorized")]
    [InlineData(403, "Unauthorized")]
    [InlineData(404, "Permanent")]
    [InlineData(400, "Permanent")]
    [InlineData(410, "LockLost")]
    [InlineData(503, "Busy")]
    [InlineData(500, "Transient")]
    [InlineData(0, "Transient")]
    public void Refused_Status_Explained(int status, string expected) => Assert.Equal(expected, AmqpErrors.Refused("The token", status).Reason.ToString());

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
        { "Busy", new AmqpException(new Error("com.microsoft:server-busy")) },
        { "Unknown", new InvalidOperationException() },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void ToMessagingException_Failure_ExplainedWithItsCause(string expected, Exception failure)
    {
        var known = AmqpErrors.ToMessagingException(failure);

        Assert.Equal(expected, known.Reason.ToString());
        Assert.Same(failure, known.InnerException);
    }

    [Fact]
    public void ToMessagingException_AnswerWithDescription_KeepsItOutOfTheMessage()
    {
        var known = AmqpErrors.ToMessagingException(new AmqpException(new Error("amqp:not-found") { Description = "canary" }));

        Assert.Equal("The broker answered amqp:not-found.", known.Message);
    }

    [Fact]
    public void ToMessagingException_Known_Itself()
    {
        var known = new MessagingException("x", BrokerFailure.Permanent);

        Assert.Same(known, AmqpErrors.ToMessagingException(known));
    }
}
