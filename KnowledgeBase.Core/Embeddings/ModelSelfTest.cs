using System.Numerics.Tensors;

namespace KnowledgeBase.Core.Embeddings;

/// <summary>One thing that was looked at.</summary>
/// <param name="Code">vector_length, same_text, other_text, known_pairs, or golden (what the model's authors publish).</param>
/// <param name="Found">The worst value found.</param>
/// <param name="Limit">What it must not pass.</param>
public sealed record SelfTestCheck(string Code, bool Passed, double Found, double Limit);

public sealed record SelfTestReport(IReadOnlyList<SelfTestCheck> Checks)
{
    public bool Passed => Checks.All(check => check.Passed);
}

/// <summary>Whether a loaded model makes vectors that mean something. A model that fails does not become active.</summary>
public static class ModelSelfTest
{
    /// <summary>Code of the <see cref="EmbeddingException"/> for a model that fails.</summary>
    public const string FailedCode = "self_test_failed";

    private static readonly (string Text, string Same, string Other)[] Pairs =
    [
        ("供应商延迟交货超过15天，买方是否有权解除合同？", "卖方逾期交付货物超过十五日的，买方有权解除本合同。", "本合同一式两份，双方各执一份。"),
        ("密码忘了怎么办", "如何找回登录密码", "发票什么时候寄出"),
        ("What is the capital of China?", "The capital of China is Beijing.", "Please return the goods within thirty days."),
    ];

    /// <exception cref="EmbeddingException">self_test_failed, or what kept the model from embedding.</exception>
    public static async Task RequireAsync(EmbeddingCandidate candidate, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        var report = await RunAsync(candidate.Info, candidate.EmbedAsync, cancellationToken);
        if (!report.Passed)
            throw new EmbeddingException(FailedCode, $"The model {candidate.Info.Name} fails its test: {string.Join(", ", report.Checks.Where(check => !check.Passed).Select(check => check.Code))}.");
    }

    public static async Task<SelfTestReport> RunAsync(
        EmbeddingModelInfo model, Func<EmbeddingRequest, CancellationToken, Task<EmbeddingResult>> embed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(embed);
        string[] texts = [.. Pairs.SelectMany(pair => new[] { pair.Text, pair.Same, pair.Other })];
        var vectors = (await embed(EmbeddingRequest.Of(texts, EmbeddingPriority.Query), cancellationToken)).Vectors;
        var again = (await embed(EmbeddingRequest.Of([texts[0]], EmbeddingPriority.Query), cancellationToken)).Vectors[0];

        var length = vectors.Max(vector => Math.Abs(1 - TensorPrimitives.Norm(vector)));
        var same = Dot(vectors[0], again);
        var other = Enumerable.Range(0, Pairs.Length).Max(index => Dot(vectors[3 * index], vectors[(3 * index) + 2]));
        var nearer = Enumerable.Range(0, Pairs.Length).Min(index =>
            Dot(vectors[3 * index], vectors[(3 * index) + 1]) - Dot(vectors[3 * index], vectors[(3 * index) + 2]));
        var checks = new List<SelfTestCheck>
        {
            new("vector_length", length <= 1e-3, length, 1e-3),
            new("same_text", same >= 0.999, same, 0.999),
            new("other_text", other <= 0.999, other, 0.999),
            new("known_pairs", nearer > 0, nearer, 0),
        };
        if (GoldenSimilarities.For(model) is { } golden)
            checks.Add(await golden.CheckAsync(embed, cancellationToken));
        return new SelfTestReport(checks);
    }

    private static double Dot(float[] left, float[] right) => TensorPrimitives.Dot(left, right);
}
