using System.Numerics.Tensors;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Tests.Llama;

namespace KnowledgeBase.Tests.Embeddings;

/// <summary>What a request may ask beyond plain texts.</summary>
public sealed class EmbeddingRequestTests(EmbeddingRequestTests.Shared shared) : IClassFixture<EmbeddingRequestTests.Shared>
{
    private const string Prefix = "Instruct: 根据问题找出合同条款\nQuery:";

    [Fact]
    public async Task CountsTheTokensThatWereEmbedded()
    {
        var result = await EmbedAsync(EmbeddingRequest.Of(["the cat", ""], EmbeddingPriority.Query) with { Prefix = "a prefix: " });
        Assert.Equal([Engine.Count("a prefix: the cat"), Engine.Count("a prefix: ")], result.Tokens.Select(use => use.Used));
        Assert.DoesNotContain(result.Tokens, use => use.IsTruncated);
    }

    [Theory]
    [InlineData(EmbeddingPriority.Query)]
    [InlineData(EmbeddingPriority.Indexing)]
    public async Task APrefixIsOnlyAFasterWayToPutItBeforeTheText(EmbeddingPriority priority)
    {
        string[] texts = ["逾期付款怎么办", "who pays?", "甲方"];
        var whole = (await EmbedAsync(EmbeddingRequest.Of(texts.Select(text => Prefix + text), priority))).Vectors;
        for (var round = 0; round < 2; round++)
        {
            var kept = (await EmbedAsync(EmbeddingRequest.Of(texts, priority) with { Prefix = Prefix })).Vectors;
            Assert.All(whole.Zip(kept), pair => Assert.True(TensorPrimitives.CosineSimilarity(pair.First, pair.Second) >= 0.99999f));
        }
    }

    [Fact]
    public async Task TakesTokensInsteadOfText()
    {
        var text = (await EmbedAsync(EmbeddingRequest.Of(["the"], EmbeddingPriority.Query))).Vectors[0];
        var result = await EmbedAsync(new EmbeddingRequest([EmbeddingInput.Of([257]), EmbeddingInput.Of([257, TinyQwen3.EndToken])], EmbeddingPriority.Query));
        Assert.Equal([2, 2], result.Tokens.Select(use => use.Used));
        Assert.All(result.Vectors, vector => Assert.True(TensorPrimitives.CosineSimilarity(text, vector) >= 0.99999f));
    }

    [Theory]
    [InlineData(270)]
    [InlineData(-1)]
    public async Task RefusesATokenThatTheModelDoesNotHave(int token)
    {
        var failure = await Assert.ThrowsAsync<EmbeddingInputException>(() =>
            EmbedAsync(new EmbeddingRequest([EmbeddingInput.Of("x"), EmbeddingInput.Of([1, token])], EmbeddingPriority.Query)));
        Assert.Equal((EmbeddingInputException.UnknownToken, 1, token, 270), (failure.Code, failure.Index, failure.Tokens, failure.Limit));
    }

    [Fact]
    public async Task RefusesOrCutsWhatIsTooLongAsTheCallerWishes()
    {
        var text = string.Concat(Enumerable.Repeat("abcdefgh ", 5000));
        var given = Engine.Count(text);
        var failure = await Assert.ThrowsAsync<EmbeddingInputException>(() =>
            EmbedAsync(EmbeddingRequest.Of(["short", text], EmbeddingPriority.Indexing) with { Truncate = false }));
        Assert.Equal((EmbeddingInputException.TooLong, 1, given, 32768), (failure.Code, failure.Index, failure.Tokens, failure.Limit));
        var cut = await EmbedAsync(EmbeddingRequest.Of(["short", text], EmbeddingPriority.Indexing));
        Assert.Equal([new TokenUse(6, 6), new TokenUse(given, 32768)], cut.Tokens);
        Assert.All(cut.Vectors, vector => Assert.Equal(1, TensorPrimitives.Norm(vector), 1e-5));
    }

    [Fact]
    public async Task EmbedsAWholeContractBetweenShortTexts()
    {
        // More than what is usually decoded together: a larger context is made for it and goes again.
        var contract = string.Concat(Enumerable.Range(1, 900).Select(index => $"第{index}条 乙方应当付款"));
        Assert.InRange(Engine.Count(contract), 8193, 32768);
        var before = (await EmbedAsync(EmbeddingRequest.Of(["clause"], EmbeddingPriority.Indexing))).Vectors[0];
        var result = await EmbedAsync(EmbeddingRequest.Of([contract, "clause"], EmbeddingPriority.Indexing));
        Assert.False(result.Tokens[0].IsTruncated);
        Assert.True(TensorPrimitives.CosineSimilarity(before, result.Vectors[1]) >= 0.99999f);
        Assert.True(TensorPrimitives.CosineSimilarity(before, result.Vectors[0]) < 0.999f);
    }

    private LlamaEmbeddingEngine Engine => shared.Running.Engine;

    private Task<EmbeddingResult> EmbedAsync(EmbeddingRequest request) => Engine.EmbedAsync(request, CancellationToken.None);

    /// <summary>A small causal model, loaded once for all tests here.</summary>
    public sealed class Shared : IAsyncLifetime
    {
        private readonly TinyModelFile _file = new();

        internal RunningEngine Running { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Running = await RunningEngine.StartAsync(_file.Path);

        public async ValueTask DisposeAsync()
        {
            await Running.DisposeAsync();
            _file.Dispose();
        }
    }
}
