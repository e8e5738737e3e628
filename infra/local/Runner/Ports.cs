using System.Net;
using System.Net.Sockets;

namespace Router.Runner;

/// <summary>The ports of everything that is started, all on 127.0.0.1.</summary>
internal sealed record Ports
{
    private const int FirstFree = 12_000;
    private const int EndOfFree = 32_000;

    public int Site { get; init; } = 7071;

    public int Blob { get; init; } = 10000;

    public int Queue { get; init; } = 10001;

    public int Table { get; init; } = 10002;

    public int Broker { get; init; } = 5672;

    public int BrokerHttp { get; init; } = 5300;

    public int Graph { get; init; } = 5310;

    private IEnumerable<(string Option, int Port)> All =>
        [("--port", Site), ("--blob-port", Blob), ("--queue-port", Queue), ("--table-port", Table), ("--broker-port", Broker), ("--broker-http-port", BrokerHttp), ("--graph-port", Graph)];

    public static bool Has(string option) => new Ports().All.Any(each => each.Option == option);

    public Ports With(string option, int port) => option switch
    {
        "--port" => this with { Site = port },
        "--blob-port" => this with { Blob = port },
        "--queue-port" => this with { Queue = port },
        "--table-port" => this with { Table = port },
        "--broker-port" => this with { Broker = port },
        "--broker-http-port" => this with { BrokerHttp = port },
        "--graph-port" => this with { Graph = port },
        _ => throw new ArgumentOutOfRangeException(nameof(option), option, null),
    };

    /// <summary>Seven ports that are free now, below those that the system gives to outgoing connections: one of these is soon somebody else's.</summary>
    public static Ports Free()
    {
        var from = Random.Shared.Next(FirstFree, EndOfFree);
        var ports = Enumerable.Range(0, EndOfFree - FirstFree).Select(step => FirstFree + ((from - FirstFree + step) % (EndOfFree - FirstFree))).Where(IsFree).Take(7).ToArray();
        return new Ports { Site = ports[0], Blob = ports[1], Queue = ports[2], Table = ports[3], Broker = ports[4], BrokerHttp = ports[5], Graph = ports[6] };
    }

    /// <summary>Fails with the option that helps when a port is taken, or given twice.</summary>
    public void DemandFree()
    {
        if (All.GroupBy(each => each.Port).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw RunnerException.OfUsage($"Port {twice.Key} is given twice: {string.Join(" and ", twice.Select(each => each.Option))}.");
        }

        var taken = All.Where(each => !IsFree(each.Port)).Select(each => $"Port {each.Port} is in use. Choose another with {each.Option} N, or end what listens there.").ToArray();
        if (taken.Length > 0)
        {
            throw new RunnerException(string.Join(Environment.NewLine, taken));
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
