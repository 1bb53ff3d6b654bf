using System.Net;
using System.Net.Sockets;

namespace KnowledgeBase.Core.Embeddings.Files;

/// <summary>
/// Lets a download reach only public addresses. A name is looked up once per connection, and the address that was checked
/// is the one that is connected to, so that the name cannot answer differently in between.
/// </summary>
/// <param name="lookUp">The addresses of a name.</param>
/// <param name="open">A connection to an address.</param>
internal sealed class PublicConnections(
    Func<string, CancellationToken, Task<IPAddress[]>> lookUp, Func<IPEndPoint, CancellationToken, ValueTask<Stream>> open)
{
    /// <summary>The system's own lookup and sockets.</summary>
    internal static PublicConnections OfSystem { get; } = new(Dns.GetHostAddressesAsync, OpenAsync);

    /// <summary>Follows no redirection, asks no proxy and keeps no cookie.</summary>
    internal SocketsHttpHandler Handler() => new() { AllowAutoRedirect = false, UseProxy = false, UseCookies = false, ConnectCallback = ConnectAsync };

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var addresses = await lookUp(context.DnsEndPoint.Host, cancellationToken);
        var address = addresses.FirstOrDefault(PublicHosts.IsPublic) ?? throw new DownloadException("host_not_allowed");
        return await open(new IPEndPoint(address, context.DnsEndPoint.Port), cancellationToken);
    }

    private static async ValueTask<Stream> OpenAsync(IPEndPoint address, CancellationToken cancellationToken)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
