using Amqp.Framing;

namespace Router.Broker.Protocol;

/// <summary>What a connection needs to know of the broker behind it.</summary>
internal interface IConnectionHost
{
    TimeProvider Clock { get; }

    TimeSpan IdleTimeout { get; }

    bool IsKey(string name, string key);

    void Attach(AmqpSession session, Attach attach);

    void Gone(AmqpConnection connection);
}
