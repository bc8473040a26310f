using System.Net;
using System.Net.Sockets;

namespace Ledger.Api.Tests.Http;

/// <summary>
/// Stands between a client and a server and cuts connections: before a request has passed, while it is answered, and after
/// a part of the answer.
/// </summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private const int BytesMax = 4_000;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Uri _server;
    private readonly Random _random;
    private readonly Task _accepting;
    private int _cuts;

    internal CuttingProxy(Uri server, Random random)
    {
        (_server, _random) = (server, random);
        _listener.Start();
        _accepting = Accept();
    }

    internal Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    internal int Cuts => _cuts;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task Accept()
    {
        var passing = new List<Task>();
        try
        {
            while (true) passing.Add(Pass(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(passing);
        }
    }

    // A connection lives for so many bytes each way, and the shorter of the two ends it.
    private async Task Pass(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, _server.Port, _stop.Token);
            int there, back;
            lock (_random) (there, back) = (_random.Next(BytesMax), _random.Next(BytesMax));
            await Task.WhenAny(Pump(near.GetStream(), far.GetStream(), there), Pump(far.GetStream(), near.GetStream(), back));
            Interlocked.Increment(ref _cuts);
            near.Client.LingerState = new(true, 0);
            far.Client.LingerState = new(true, 0);
        }
        catch (Exception error) when (error is IOException or SocketException or OperationCanceledException)
        {
            // Cut by the other end.
        }
    }

    private async Task Pump(Stream from, Stream to, int bytes)
    {
        var buffer = new byte[1_024];
        try
        {
            while (bytes > 0)
            {
                var read = await from.ReadAsync(buffer.AsMemory(0, Math.Min(buffer.Length, bytes)), _stop.Token);
                if (read == 0) return;
                await to.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
                bytes -= read;
            }
        }
        catch (Exception error) when (error is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Cut by the other end.
        }
    }
}
