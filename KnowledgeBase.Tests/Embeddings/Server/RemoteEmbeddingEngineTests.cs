using System.Numerics.Tensors;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Embeddings.Server;
using KnowledgeBase.Tests.Api;
using KnowledgeBase.Tests.Reliability;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Tests.Embeddings.Server;

/// <summary>Another server's embeddings: this application's own API, and one that misbehaves.</summary>
public sealed class RemoteEmbeddingEngineTests(RunningApplication application) : IClassFixture<RunningApplication>
{
    [Fact]
    public async Task GivesWhatTheServersModelGives()
    {
        using var engine = Engine(new Uri(application.Address, "v1").ToString(), options => options.BatchSize = 3);
        await engine.StartAsync(CancellationToken.None);
        var model = await engine.WaitUntilReadyAsync(CancellationToken.None);
        Assert.Equal((EmbeddingEngineState.Ready, 256), (engine.Status.State, model.Dimensions));
        string[] texts = ["违约金", "押金", "交货", "付款", "质量", "争议", "保密"];
        var all = (await engine.EmbedAsync(EmbeddingRequest.Of(texts, EmbeddingPriority.Indexing), CancellationToken.None)).Vectors;
        var alone = (await engine.EmbedAsync(EmbeddingRequest.Of(["约金"], EmbeddingPriority.Query) with { Prefix = "违", Dimensions = 64 }, CancellationToken.None)).Vectors[0];
        Assert.Equal(7, all.Count);
        Assert.Equal(64, alone.Length);
        Assert.True(TensorPrimitives.CosineSimilarity(all[0].AsSpan(0, 64), alone) > 0.9999f);
        Assert.True(TensorPrimitives.CosineSimilarity<float>(all[0], all[1]) < 0.99f);
        await engine.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task TriesAgainWhileTheServerIsBusyOrAway()
    {
        var asked = 0;
        await using var server = await ServerAsync(async context =>
        {
            if (Interlocked.Increment(ref asked) is 1 or 2)
            {
                context.Response.StatusCode = asked == 1 ? StatusCodes.Status429TooManyRequests : StatusCodes.Status503ServiceUnavailable;
                context.Response.Headers.RetryAfter = "0";
                return;
            }

            await context.Response.WriteAsync("""{"data":[{"index":0,"embedding":[3,4]}]}""");
        });
        using var engine = Engine(server.Urls.First());
        await engine.ReloadAsync(CancellationToken.None);
        Assert.Equal((EmbeddingEngineState.Ready, 3), (engine.Status.State, asked));
        var vector = (await engine.EmbedAsync(EmbeddingRequest.Of(["x"], EmbeddingPriority.Query), CancellationToken.None)).Vectors[0];
        Assert.Equal((0.6f, 0.8f), (vector[0], vector[1]));
    }

    [Theory]
    [InlineData(401, "", RemoteEmbeddingEngine.Refused)]
    [InlineData(500, "", RemoteEmbeddingEngine.Unreachable)]
    [InlineData(200, """{"data":[]}""", "engine_failed")]
    [InlineData(200, "<html>", "engine_failed")]
    public async Task SaysWhatIsWrongWithTheServer(int status, string body, string code)
    {
        await using var server = await ServerAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync(body);
        });
        using var engine = Engine(server.Urls.First(), options => options.Retries = 0);
        await engine.ReloadAsync(CancellationToken.None);
        Assert.Equal((EmbeddingEngineState.Failed, code), (engine.Status.State, engine.Status.ErrorCode));
        Assert.Equal(code, (await Assert.ThrowsAsync<EmbeddingException>(() => engine.EmbedAsync(EmbeddingRequest.Of(["x"], EmbeddingPriority.Query), CancellationToken.None))).Code);
    }

    [Fact]
    public async Task AServerThatIsNotThereIsUnreachable()
    {
        using var engine = Engine("http://127.0.0.1:9/v1", options => options.Retries = 0);
        await engine.ReloadAsync(CancellationToken.None);
        Assert.Equal(RemoteEmbeddingEngine.Unreachable, engine.Status.ErrorCode);
    }

    private static RemoteEmbeddingEngine Engine(string address, Action<EmbeddingServerOptions>? change = null)
    {
        var options = new EmbeddingServerOptions { Address = address, Key = ApiClient.Key, Model = "any" };
        change?.Invoke(options);
        return new RemoteEmbeddingEngine(Options.Create(options));
    }

    private static async Task<WebApplication> ServerAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        server.Run(answer);
        await server.StartAsync();
        return server;
    }
}
