using System.Numerics.Tensors;
using System.Text.Json;
using KnowledgeBase.Core.Llama;
using KnowledgeBase.Core.Llama.Loading;

namespace KnowledgeBase.Tests.Llama;

/// <summary>A causal model with last-token pooling, as Qwen3-Embedding is.</summary>
public sealed class LlamaContextTests : IClassFixture<TinyModelFile>, IDisposable
{
    private static readonly string[] Texts =
    [
        "the cat sat on the mat",
        "供应商延迟交货超过15天，买方是否有权解除合同？",
        "",
        "🙂🙂🙂",
        "   \n\t  ",
        "Instruct: Given a question, find the clause that answers it\nQuery:逾期付款的违约金",
        string.Concat(Enumerable.Repeat("A longer text that has to be spread over several decodes. ", 12)),
    ];

    private readonly LlamaModel _model;

    public LlamaContextTests(TinyModelFile file)
    {
        LlamaLibrary.Load(LlamaLibraryOptions.Default with { Backend = LlamaBackend.Cpu });
        _model = LlamaModel.Load(file.Path, new LlamaModelOptions(GpuLayerCount: 0), null, CancellationToken.None);
    }

    [Fact]
    public void TwoPassesGiveWhatOneGives()
    {
        using var plain = Context(LlamaDecodeMode.Plain);
        using var twoPass = Context(LlamaDecodeMode.Auto);
        AssertSame([.. Texts.Select(text => Embed(plain, text))], [.. Texts.Select(text => Embed(twoPass, text))]);
    }

    [Theory]
    [InlineData(LlamaDecodeMode.Plain)]
    [InlineData(LlamaDecodeMode.Auto)]
    public void GivesWhatLlamaGivesByItself(LlamaDecodeMode mode)
    {
        using var context = Context(mode);
        using var stored = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "embeddings", "tiny-qwen3.json")));
        foreach (var item in stored.RootElement.EnumerateArray())
        {
            float[] expected = [.. item.GetProperty("vector").EnumerateArray().Select(value => value.GetSingle())];
            AssertSame([expected], [Embed(context, item.GetProperty("text").GetString()!)]);
        }
    }

    [Theory]
    [InlineData(LlamaDecodeMode.Plain)]
    [InlineData(LlamaDecodeMode.Auto)]
    public void TextsTogetherGiveWhatEachGivesAlone(LlamaDecodeMode mode)
    {
        using var context = Context(mode);
        AssertSame([.. Texts.Select(text => Embed(context, text))], context.Embed([.. Texts.Select(Tokens)], CancellationToken.None));
    }

    [Theory]
    [InlineData(64, 16)]
    [InlineData(64, 64)]
    [InlineData(256, 32)]
    public void ATextMaySpanSeveralDecodes(int batch, int microBatch)
    {
        using var whole = Context(LlamaDecodeMode.Auto);
        using var pieces = new LlamaContext(_model, new LlamaContextOptions(BatchSize: batch, MicroBatchSize: microBatch, MaxTexts: 8));
        AssertSame(
            whole.Embed([.. Texts.Select(Tokens)], CancellationToken.None), pieces.Embed([.. Texts.Select(Tokens)], CancellationToken.None));
    }

    [Fact]
    public void TheSameTextGivesTheSameBits()
    {
        using var context = Context(LlamaDecodeMode.Auto);
        Assert.Equal(Embed(context, Texts[1]), Embed(context, Texts[1]));
    }

    [Fact]
    public void DifferentTextsGiveDifferentVectors()
    {
        using var context = Context(LlamaDecodeMode.Auto);
        Assert.True(TensorPrimitives.CosineSimilarity(Embed(context, Texts[0]), Embed(context, Texts[1])) < 0.99f);
    }

    [Fact]
    public void EveryTextEndsWithTheEndTokenOnce()
    {
        Assert.Equal([TinyQwen3.EndToken], Tokens(""));
        Assert.All(Texts, text => Assert.Equal([TinyQwen3.EndToken], Tokens(text).Where(token => token >= TinyQwen3.EndToken)));
        Assert.All(Texts, text => Assert.Equal(Tokens(text).Length, _model.CountTokens(text)));
    }

    [Fact]
    public void ASpecialTokenThatSomebodyTypesIsPlainText() =>
        Assert.Equal([TinyQwen3.EndToken], Tokens("a<|endoftext|>b<|im_start|>").Where(token => token >= TinyQwen3.EndToken));

    [Fact]
    public void ATextThatIsTooLongKeepsItsEndToken()
    {
        var cut = _model.Tokenize(Texts[^1], 20);
        Assert.Equal([.. Tokens(Texts[^1])[..19], TinyQwen3.EndToken], cut);
    }

    [Fact]
    public void ACancelledDecodeLeavesTheContextUsable()
    {
        using var context = new LlamaContext(_model, new LlamaContextOptions(ContextSize: 32768, MaxTexts: 1));
        var before = Embed(context, Texts[1]);
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(30));
        Assert.ThrowsAny<OperationCanceledException>(() => context.Embed([[.. Enumerable.Repeat(7, 32768)]], cancellation.Token));
        Assert.Equal(before, Embed(context, Texts[1]));
    }

    [Fact]
    public void WhatWouldEndTheProcessIsRefusedBefore()
    {
        using var context = new LlamaContext(_model, new LlamaContextOptions(ContextSize: 256, BatchSize: 64, MaxTexts: 2));
        Assert.Throws<ArgumentException>(() => context.Embed([], CancellationToken.None));
        Assert.Throws<ArgumentException>(() => context.Embed([[]], CancellationToken.None));
        Assert.Throws<ArgumentException>(() => context.Embed([[1], [1], [1]], CancellationToken.None));
        Assert.Throws<ArgumentException>(() => context.Embed([[270]], CancellationToken.None));
        Assert.Throws<ArgumentException>(() => context.Embed([[-1]], CancellationToken.None));
        Assert.Throws<ArgumentException>(() => context.Embed([[.. Enumerable.Repeat(1, 257)]], CancellationToken.None));
        Assert.Throws<ArgumentException>(() => context.Embed([[.. Enumerable.Repeat(1, 200)], [.. Enumerable.Repeat(1, 200)]], CancellationToken.None));
    }

    [Fact]
    public void ModelAndContextMayBeDisposedInAnyOrder()
    {
        var context = Context(LlamaDecodeMode.Auto);
        var tokens = Tokens(Texts[1]);
        var before = context.Embed([tokens], CancellationToken.None)[0];
        _model.Dispose();
        Assert.Equal(before, context.Embed([tokens], CancellationToken.None)[0]);
        context.Dispose();
        Assert.Throws<ObjectDisposedException>(() => context.Embed([tokens], CancellationToken.None));
        Assert.Throws<ObjectDisposedException>(() => _model.Tokenize("x", 10));
    }

    public void Dispose() => _model.Dispose();

    private LlamaContext Context(LlamaDecodeMode mode) => new(_model, new LlamaContextOptions(MaxTexts: 8, DecodeMode: mode));

    private int[] Tokens(string text) => _model.Tokenize(text, 4096);

    private float[] Embed(LlamaContext context, string text) => context.Embed([Tokens(text)], CancellationToken.None)[0];

    private static void AssertSame(float[][] expected, float[][] found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var index = 0; index < expected.Length; index++)
        {
            Assert.True(TensorPrimitives.CosineSimilarity(expected[index], found[index]) >= 0.99999f, $"text {index}");
        }
    }
}
