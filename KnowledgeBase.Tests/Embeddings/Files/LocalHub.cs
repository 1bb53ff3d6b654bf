using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KnowledgeBase.Core.Embeddings.Files;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace KnowledgeBase.Tests.Embeddings.Files;

/// <summary>
/// A hub on this machine: real TLS, HTTP and ranges. Its name has a public address, which the last step of the connection,
/// and only that, turns into this machine's.
/// </summary>
internal sealed class LocalHub : IAsyncDisposable
{
    public const string Host = "models.example";
    private static readonly IPAddress Public = IPAddress.Parse("93.184.216.34");

    private readonly WebApplication _server;
    private readonly X509Certificate2 _certificate = Certificate();
    private RequestDelegate _answer = static _ => Task.CompletedTask;

    private LocalHub()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(_certificate)));
        _server = builder.Build();
        _server.Run(context =>
        {
            Requests.Enqueue((context.Request.Host.Host, context.Request.Path, context.Request.Headers.Range.ToString()));
            return _answer(context);
        });
    }

    /// <summary>Host, path and range of every request that has come.</summary>
    public ConcurrentQueue<(string Host, string Path, string Range)> Requests { get; } = [];

    /// <summary>Every address that was connected to.</summary>
    public ConcurrentQueue<IPAddress> Connected { get; } = [];

    /// <summary>What a name's lookup gives, call after call; the last answer stays.</summary>
    public ConcurrentQueue<IPAddress[]> Names { get; } = new([[Public]]);

    public SocketsHttpHandler Handler()
    {
        var handler = new PublicConnections(LookUp, OpenAsync).Handler();
        handler.SslOptions = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString() == _certificate.GetCertHashString(),
        };
        return handler;
    }

    public static async Task<LocalHub> StartAsync(RequestDelegate answer)
    {
        var hub = new LocalHub { _answer = answer };
        await hub._server.StartAsync();
        return hub;
    }

    /// <summary>From now on.</summary>
    public void Answer(RequestDelegate answer) => _answer = answer;

    /// <summary>Sends what of the content a range asks for.</summary>
    public static Task SendAsync(HttpContext context, byte[] content) =>
        Results.Bytes(content, "application/octet-stream", enableRangeProcessing: true).ExecuteAsync(context);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _certificate.Dispose();
    }

    private Task<IPAddress[]> LookUp(string name, CancellationToken cancellationToken) =>
        Task.FromResult(Names.Count > 1 && Names.TryDequeue(out var next) ? next : Names.First());

    private async ValueTask<Stream> OpenAsync(IPEndPoint address, CancellationToken cancellationToken)
    {
        Connected.Enqueue(address.Address);
        Assert.Equal(443, address.Port);
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, new Uri(_server.Urls.First()).Port, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={Host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
