using System.Numerics.Tensors;
using KnowledgeBase.Core.Llama;
using KnowledgeBase.Core.Llama.Loading;

namespace KnowledgeBase.Tests.Llama;

/// <summary>An instruction that stays in the cache changes nothing but the time.</summary>
public sealed class LlamaPrefixTests : IClassFixture<TinyModelFile>, IDisposable
{
    private const string Instruction = "Instruct: Given a question, find the clause that answers it\nQuery:";
    private static readonly string[] Questions = ["逾期付款的违约金", "who pays the freight?", "甲", "供应商延迟交货超过15天，买方是否有权解除合同？"];

    private readonly LlamaModel _model;

    public LlamaPrefixTests(TinyModelFile file)
    {
        LlamaLibrary.Load(LlamaLibraryOptions.Default with { Backend = LlamaBackend.Cpu });
        _model = LlamaModel.Load(file.Path, new LlamaModelOptions(GpuLayerCount: 0), null, CancellationToken.None);
    }

    private int Shared => Tokens("").Length - 2;

    [Fact]
    public void GivesTheVectorsThatTheWholeTextsHave()
    {
        using var plain = Context();
        using var keeping = Context();
        var whole = Questions.Select(question => plain.Embed([Tokens(question)], CancellationToken.None)[0]).ToArray();
        for (var round = 0; round < 2; round++)
        {
            for (var index = 0; index < Questions.Length; index++)
            {
                AssertSame(whole[index], keeping.Embed([Tokens(Questions[index])], Shared, CancellationToken.None)[0]);
            }

            var together = keeping.Embed([.. Questions.Select(Tokens)], Shared, CancellationToken.None);
            for (var index = 0; index < Questions.Length; index++)
            {
                AssertSame(whole[index], together[index]);
            }
        }
    }

    [Fact]
    public void IsDroppedWhenAnotherTextComes()
    {
        using var context = Context();
        var first = context.Embed([Tokens(Questions[0])], Shared, CancellationToken.None)[0];
        context.Embed([_model.Tokenize("something else entirely", 100)], CancellationToken.None);
        Assert.Equal(first, context.Embed([Tokens(Questions[0])], Shared, CancellationToken.None)[0]);
    }

    [Fact]
    public void GivesTheSameBitsKeptOrNot()
    {
        using var context = Context();
        var first = context.Embed([Tokens(Questions[3])], Shared, CancellationToken.None)[0];
        Assert.Equal(first, context.Embed([Tokens(Questions[3])], Shared, CancellationToken.None)[0]);
    }

    [Fact]
    public void IsGoneAfterADecodeThatWasStopped()
    {
        using var context = Context();
        var before = context.Embed([Tokens(Questions[0])], Shared, CancellationToken.None)[0];
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => context.Embed([Tokens(Questions[1])], Shared, cancelled.Token));
        Assert.Equal(before, context.Embed([Tokens(Questions[0])], Shared, CancellationToken.None)[0]);
    }

    [Fact]
    public void MustBeSharedIndeed()
    {
        using var context = Context();
        Assert.Throws<ArgumentException>(() => context.Embed([[1, 2, 3], [1, 9, 3]], 2, CancellationToken.None));
        Assert.Throws<ArgumentException>(() => context.Embed([[1, 2]], 2, CancellationToken.None));
        Assert.Throws<ArgumentOutOfRangeException>(() => context.Embed([[1, 2]], -1, CancellationToken.None));
    }

    public void Dispose() => _model.Dispose();

    private LlamaContext Context() => new(_model, new LlamaContextOptions(ContextSize: 512, MaxTexts: 8));

    private int[] Tokens(string question) => _model.Tokenize(Instruction + question, 4096);

    private static void AssertSame(float[] expected, float[] found) =>
        Assert.True(TensorPrimitives.CosineSimilarity(expected, found) >= 0.99999f);
}
