using System.Numerics.Tensors;

namespace KnowledgeBase.Core.Embeddings;

/// <summary>The similarities that Qwen3-Embedding's model cards give for their example: two queries by two documents.</summary>
internal sealed record GoldenSimilarities(double[] Published, double Tolerance)
{
    private const string Instruction = "Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery:";

    private static readonly string[] Queries = ["What is the capital of China?", "Explain gravity"];

    private static readonly string[] Documents =
    [
        "The capital of China is Beijing.",
        "Gravity is a force that attracts two bodies towards each other. It gives weight to physical objects and is responsible for the movement of planets around the sun.",
    ];

    /// <summary>Null for a model that has none published.</summary>
    internal static GoldenSimilarities? For(EmbeddingModelInfo model)
    {
        var name = model.Name.Replace('-', ' ').Replace('_', ' ');
        if (model.Architecture != "qwen3" || !name.Contains("Qwen3 Embedding", StringComparison.OrdinalIgnoreCase))
            return null;

        // Four bits per weight move a cosine by more than sixteen do.
        var tolerance = model.Quantization.StartsWith("Q4", StringComparison.Ordinal) ? 0.03 : 0.015;
        return model.Dimensions switch
        {
            1024 when name.Contains("0.6B", StringComparison.OrdinalIgnoreCase) => new([0.7646, 0.1414, 0.1355, 0.6000], tolerance),
            2560 when name.Contains("4B", StringComparison.OrdinalIgnoreCase) => new([0.7534, 0.1147, 0.0320, 0.6258], tolerance),
            _ => null,
        };
    }

    internal async Task<SelfTestCheck> CheckAsync(Func<EmbeddingRequest, CancellationToken, Task<EmbeddingResult>> embed, CancellationToken cancellationToken)
    {
        var queries = (await embed(EmbeddingRequest.Of(Queries, EmbeddingPriority.Query) with { Prefix = Instruction }, cancellationToken)).Vectors;
        var documents = (await embed(EmbeddingRequest.Of(Documents, EmbeddingPriority.Query), cancellationToken)).Vectors;
        var worst = Published.Select((expected, index) => Math.Abs(expected - TensorPrimitives.Dot(queries[index / 2], documents[index % 2]))).Max();
        return new SelfTestCheck("golden", worst <= Tolerance, worst, Tolerance);
    }
}
