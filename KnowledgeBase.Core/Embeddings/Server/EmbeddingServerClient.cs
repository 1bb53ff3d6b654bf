using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Serialization;
using KnowledgeBase.Core.Llama;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace KnowledgeBase.Core.Embeddings.Server;

/// <summary>One request to the server, tried again while it is busy or away.</summary>
internal sealed class EmbeddingServerClient : IDisposable
{
    private readonly EmbeddingServerOptions _options;
    private readonly HttpClient _http;
    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;

    internal EmbeddingServerClient(EmbeddingServerOptions options)
    {
        _options = options;
        _http = new HttpClient { BaseAddress = new Uri(options.Address.TrimEnd('/') + '/'), Timeout = Timeout.InfiniteTimeSpan };
        if (options.Key.Length > 0)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", options.Key);
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage>();
        if (options.Retries > 0)
            builder.AddRetry(Retry(options.Retries));
        _pipeline = builder.AddTimeout(TimeSpan.FromSeconds(options.TimeoutSeconds)).Build();
    }

    /// <summary>Vectors in the order of the texts, as the server gives them.</summary>
    /// <exception cref="EmbeddingException">server_unreachable, server_refused, or engine_failed when its answer is no answer.</exception>
    internal async Task<float[][]> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        var body = new Dictionary<string, object>(StringComparer.Ordinal) { ["input"] = texts, ["model"] = _options.Model, ["encoding_format"] = "float" };
        if (_options.Dimensions is { } dimensions)
            body["dimensions"] = dimensions;
        try
        {
            using var response = await _pipeline.ExecuteAsync(
                async token => await _http.PostAsJsonAsync("embeddings", body, token), cancellationToken);
            if (!response.IsSuccessStatusCode)
                throw new EmbeddingException(IsPassing(response) ? RemoteEmbeddingEngine.Unreachable : RemoteEmbeddingEngine.Refused, $"The embedding server answered {(int)response.StatusCode}.");
            var answer = await response.Content.ReadFromJsonAsync<Answer>(cancellationToken);
            float[][] vectors = [.. answer?.Data.OrderBy(static item => item.Index).Select(static item => item.Embedding) ?? []];
            return vectors.Length == texts.Count && vectors.All(static vector => vector.Length > 0)
                ? vectors
                : throw new EmbeddingException(LlamaException.EngineFailed, $"The embedding server gave {vectors.Length} vectors for {texts.Count} texts.");
        }
        catch (Exception exception) when (exception is HttpRequestException or TimeoutRejectedException)
        {
            throw new EmbeddingException(RemoteEmbeddingEngine.Unreachable, $"The embedding server does not answer: {exception.Message}", exception);
        }
        catch (System.Text.Json.JsonException exception)
        {
            throw new EmbeddingException(LlamaException.EngineFailed, "The embedding server's answer is not in OpenAI's form.", exception);
        }
    }

    public void Dispose() => _http.Dispose();

    private static RetryStrategyOptions<HttpResponseMessage> Retry(int attempts) => new()
    {
        MaxRetryAttempts = attempts,
        Delay = TimeSpan.FromMilliseconds(250),
        MaxDelay = TimeSpan.FromSeconds(15),
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        ShouldHandle = static arguments => ValueTask.FromResult(
            arguments.Outcome.Exception is HttpRequestException or TimeoutRejectedException || (arguments.Outcome.Result is { } response && IsPassing(response))),
        // The server knows best when it will have time again.
        DelayGenerator = static arguments => ValueTask.FromResult(arguments.Outcome.Result?.Headers.RetryAfter?.Delta),
        OnRetry = static arguments =>
        {
            arguments.Outcome.Result?.Dispose();
            return ValueTask.CompletedTask;
        },
    };

    private static bool IsPassing(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout || (int)response.StatusCode >= 500;

    private sealed record Answer([property: JsonPropertyName("data")] IReadOnlyList<Item> Data);

    private sealed record Item([property: JsonPropertyName("index")] int Index, [property: JsonPropertyName("embedding")] float[] Embedding);
}
