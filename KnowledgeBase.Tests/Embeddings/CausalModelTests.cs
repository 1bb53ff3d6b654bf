using System.Numerics.Tensors;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Tests.Llama;

namespace KnowledgeBase.Tests.Embeddings;

/// <summary>A model of Qwen3-Embedding's kind, put where the administrator would put it, through the whole engine.</summary>
public sealed class CausalModelTests(TinyModelFile file) : IClassFixture<TinyModelFile>
{
    [Fact]
    public async Task EmbedsTextsOfEveryLengthTogether()
    {
        await using var running = await RunningEngine.StartAsync(file.Path);
        Assert.Equal(("qwen3", "last", 64), (running.Engine.Status.Model!.Architecture, running.Engine.Status.Model.Pooling, running.Engine.Status.Model.Dimensions));
        var texts = Enumerable.Range(0, 100).Select(index => string.Concat(Enumerable.Repeat($"第{index}条 ", index * 3))).ToList();
        var together = await running.EmbedAsync(texts);
        for (var index = 0; index < texts.Count; index += 9)
        {
            var alone = await running.EmbedAsync(texts[index]);
            Assert.True(TensorPrimitives.CosineSimilarity(together[index], alone) >= 0.99999f, $"text {index}");
        }
    }

    [Fact]
    public async Task RefusesToGiveAVectorThatIsNone()
    {
        // Finite weights pass the loader's check; their product with a state does not stay finite.
        var gguf = TinyQwen3.Create();
        gguf.Change("output_norm.weight", tensor =>
            tensor with { Data = [.. Enumerable.Repeat(float.MaxValue, TinyQwen3.Width).SelectMany(BitConverter.GetBytes)] });
        await using var running = await RunningEngine.StartAsync(gguf.Save(Path.Combine(file.Folder, "overflow.gguf")));
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var failure = await Assert.ThrowsAsync<EmbeddingException>(() => running.EmbedAsync(["one", "another"]));
            Assert.Equal("engine_failed", failure.Code);
        }

        Assert.Equal(EmbeddingEngineState.Ready, running.Engine.Status.State);
    }

    [Fact]
    public async Task SaysThatWeightsAreDamaged()
    {
        var gguf = TinyQwen3.Create();
        gguf.Change("blk.0.ffn_up.weight", tensor =>
        {
            var data = tensor.Data.ToArray();
            BitConverter.GetBytes(float.NaN).CopyTo(data, 400);
            return tensor with { Data = data };
        });
        await using var running = RunningEngine.Begin(gguf.Save(Path.Combine(file.Folder, "nan.gguf")));
        var failure = await Assert.ThrowsAsync<EmbeddingException>(() => running.Engine.WaitUntilReadyAsync(CancellationToken.None));
        Assert.Equal("model_damaged", failure.Code);
    }
}
