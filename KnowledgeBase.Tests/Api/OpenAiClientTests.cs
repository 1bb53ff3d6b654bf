using System.ClientModel;
using System.Diagnostics;
using System.Numerics.Tensors;
using System.Text.Json;
using KnowledgeBase.Tests.Architecture;
using KnowledgeBase.Tests.Reliability;
using OpenAI;
using OpenAI.Embeddings;

namespace KnowledgeBase.Tests.Api;

/// <summary>OpenAI's own clients, pointed at the running application.</summary>
public sealed class OpenAiClientTests(RunningApplication application) : IClassFixture<RunningApplication>
{
    private static readonly string[] Inputs = ["供应商延迟交货怎么办", "How do I reset my password?"];

    [Fact]
    public async Task TheClientForNodeWorksAsItIs()
    {
        var start = new ProcessStartInfo("node") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
            [Path.Combine(AppContext.BaseDirectory, "Api", "openai.mjs"), Path.Combine(Checkout.Root, "artifacts", "openai-client"), $"{application.Address}v1", ApiClient.Key];
        Array.ForEach(arguments, start.ArgumentList.Add);
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);
        var answer = JsonDocument.Parse(await output).RootElement;

        var whole = Vectors(answer.GetProperty("base64"));
        var cut = Vectors(answer.GetProperty("floats"));
        Assert.All(whole, vector => Assert.Equal((256, 1.0), (vector.Length, Math.Round(TensorPrimitives.Norm<float>(vector), 4))));
        for (var i = 0; i < whole.Length; i++)
        {
            Assert.Equal(64, cut[i].Length);
            Assert.True(TensorPrimitives.CosineSimilarity(whole[i].AsSpan(0, 64), cut[i]) > 0.9999f);
        }

        Assert.True(answer.GetProperty("usage").GetProperty("prompt_tokens").GetInt32() > 4);
        Assert.Equal(answer.GetProperty("model").GetString(), Assert.Single(answer.GetProperty("models").EnumerateArray()).GetString());
        Assert.Equal(
            """{"status":400,"code":"input_invalid","type":"invalid_request_error","param":"input","name":"BadRequestError"}""",
            answer.GetProperty("error").GetRawText());
    }

    [Fact]
    public async Task TheClientForDotNetWorksAsItIs()
    {
        var client = new EmbeddingClient("any", new ApiKeyCredential(ApiClient.Key), new OpenAIClientOptions { Endpoint = new Uri(application.Address, "v1") });
        var whole = (await client.GenerateEmbeddingsAsync(Inputs)).Value;
        var cut = (await client.GenerateEmbeddingsAsync(Inputs, new EmbeddingGenerationOptions { Dimensions = 64 })).Value;
        Assert.Equal(2, whole.Count);
        Assert.Equal(whole.Usage.InputTokenCount, cut.Usage.InputTokenCount);
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal((256, 64), (whole[i].ToFloats().Length, cut[i].ToFloats().Length));
            Assert.True(TensorPrimitives.CosineSimilarity(whole[i].ToFloats().Span[..64], cut[i].ToFloats().Span) > 0.9999f);
        }

        var failure = await Assert.ThrowsAsync<ClientResultException>(() => client.GenerateEmbeddingsAsync(Inputs, new EmbeddingGenerationOptions { Dimensions = 7 }));
        Assert.Equal(400, failure.Status);
        Assert.Contains("dimensions must be between 32 and 256", failure.Message, StringComparison.Ordinal);
        var stranger = new EmbeddingClient("any", new ApiKeyCredential("nobody's key"), new OpenAIClientOptions { Endpoint = new Uri(application.Address, "v1") });
        Assert.Equal(401, (await Assert.ThrowsAsync<ClientResultException>(() => stranger.GenerateEmbeddingsAsync(Inputs))).Status);
    }

    private static float[][] Vectors(JsonElement array) => [.. array.EnumerateArray().Select(item => item.EnumerateArray().Select(value => value.GetSingle()).ToArray())];
}
