using System.Numerics.Tensors;
using KnowledgeBase.Core.Embeddings;
using Microsoft.Extensions.AI;

namespace KnowledgeBase.Tests.Embeddings;

/// <summary>The model that ships with the application, through the application's own engine.</summary>
public sealed class BundledModelTests(BundledModelTests.Shared shared) : IClassFixture<BundledModelTests.Shared>
{
    private static readonly string[] Texts =
    [
        "供应商延迟交货超过15天，买方是否有权解除合同？",
        "卖方逾期交付货物超过十五日的，买方有权解除本合同。",
        "How do I reset my password?",
        "密码忘了怎么办",
        "本合同一式两份，双方各执一份，具有同等法律效力。",
        "🙂 emoji and 中文 mixed with Ünïcödé",
        "\uD800 a lone surrogate, and a NUL \0 inside",
    ];

    [Fact]
    public void SaysWhatIsLoaded()
    {
        var status = shared.Running.Engine.Status;
        Assert.Equal(EmbeddingEngineState.Ready, status.State);
        Assert.Equal(1, status.Progress);
        Assert.NotNull(status.Model);
        Assert.True(status.Model.IsBundled);
        Assert.Equal(("eurobert", "Q8_0", "mean", 256), (status.Model.Architecture, status.Model.Quantization, status.Model.Pooling, status.Model.Dimensions));
        Assert.Equal(64, status.Model.Sha256.Length);
        Assert.StartsWith("0.5.0", status.Backend?.Version, StringComparison.Ordinal);
        Assert.Contains(status.Backend!.Devices, device => device.StartsWith("CPU", StringComparison.Ordinal));
    }

    [Fact]
    public async Task GivesVectorsOfLengthOne()
    {
        foreach (var vector in await shared.Running.EmbedAsync(Texts))
        {
            Assert.Equal(256, vector.Length);
            Assert.Equal(1, TensorPrimitives.Norm(vector), 1e-5);
        }
    }

    [Fact]
    public async Task FindsTheSameMeaningInOtherWords()
    {
        var vectors = await shared.Running.EmbedAsync(Texts);
        Assert.True(Cosine(vectors[0], vectors[1]) > Cosine(vectors[0], vectors[4]) + 0.2f);
        Assert.True(Cosine(vectors[2], vectors[3]) > Cosine(vectors[2], vectors[4]) + 0.2f);
    }

    [Fact]
    public async Task GivesTheSameBitsForTheSameTextAgain() =>
        Assert.Equal(await shared.Running.EmbedAsync(Texts[0]), await shared.Running.EmbedAsync(Texts[0]));

    [Fact]
    public async Task GivesTheSameVectorAloneAndAmongOthers()
    {
        var together = await shared.Running.EmbedAsync([.. Enumerable.Range(0, 20).SelectMany(_ => Texts)]);
        for (var index = 0; index < together.Count; index++)
        {
            Assert.True(Cosine(await shared.Running.EmbedAsync(Texts[index % Texts.Length]), together[index]) >= 0.9999f);
        }
    }

    [Fact]
    public async Task GivesAnEmptyTextAVectorToo()
    {
        Assert.Equal(1, TensorPrimitives.Norm(await shared.Running.EmbedAsync("")), 1e-5);
        Assert.Equal(1, shared.Running.Engine.Count(""));
    }

    [Fact]
    public async Task CutsATextThatIsTooLong()
    {
        var model = shared.Running.Engine.Status.Model!;
        var text = string.Concat(Enumerable.Repeat("甲方应当在收到货物之日起三十日内付款。", 400));
        Assert.True(shared.Running.Engine.Count(text) > model.ContextSize);
        Assert.Equal(1, TensorPrimitives.Norm(await shared.Running.EmbedAsync(text)), 1e-5);

        // What is beyond the context does not count, however much it is.
        Assert.Equal(await shared.Running.EmbedAsync(text), await shared.Running.EmbedAsync(text + text));
    }

    [Fact]
    public async Task TakesATextOfTwoThousandCharacters()
    {
        var text = string.Concat(Enumerable.Repeat(Texts[1], 80))[..2000];
        Assert.True(Cosine(await shared.Running.EmbedAsync(text), await shared.Running.EmbedAsync(Texts[1])) > 0.95f);
    }

    [Theory]
    [InlineData(128)]
    [InlineData(64)]
    [InlineData(32)]
    public async Task ShortensVectorsToTheirFirstValues(int dimensions)
    {
        var whole = await shared.Running.EmbedAsync(Texts[0]);
        var cut = (await shared.Running.EmbedAsync([Texts[0]], dimensions: dimensions))[0];
        Assert.Equal(dimensions, cut.Length);
        Assert.Equal(1, TensorPrimitives.Norm(cut), 1e-5);
        Assert.Equal(1, Cosine(whole[..dimensions], cut), 1e-5);
    }

    [Theory]
    [InlineData(257)]
    [InlineData(0)]
    public async Task RefusesLengthsThatTheModelDoesNotHave(int dimensions) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => shared.Running.EmbedAsync(["x"], dimensions: dimensions));

    [Fact]
    public async Task ServesAsAnEmbeddingGenerator()
    {
        using var generator = new LlamaEmbeddingGenerator(shared.Running.Engine, TimeProvider.System);
        var generated = await generator.GenerateAsync(Texts, new EmbeddingGenerationOptions { Dimensions = 64 });
        Assert.Equal(Texts.Length, generated.Count);
        Assert.All(generated, embedding => Assert.Equal(64, embedding.Vector.Length));
        Assert.Equal(Texts.Sum(shared.Running.Engine.Count), generated.Usage?.InputTokenCount);
        Assert.Equal(256, generator.GetService<EmbeddingGeneratorMetadata>()?.DefaultModelDimensions);
    }

    private static float Cosine(float[] left, float[] right) => TensorPrimitives.CosineSimilarity(left, right);

    /// <summary>Loaded once for all tests here.</summary>
    public sealed class Shared : IAsyncLifetime
    {
        internal RunningEngine Running { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Running = await RunningEngine.StartAsync();

        public ValueTask DisposeAsync() => Running.DisposeAsync();
    }
}
