using System.Numerics.Tensors;
using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Embeddings;

namespace KnowledgeBase.Core.Faqs.Questions;

/// <summary>Questions that mean much the same.</summary>
/// <param name="Questions">The most typical first.</param>
public sealed record QuestionCluster(IReadOnlyList<FaqAsked> Questions)
{
    public FaqAsked Typical => Questions[0];

    public int UnhelpfulCount => Questions.Count(asked => asked.Helpful == false);
}

/// <summary>Puts the questions of the inbox together by their meaning, so that what many ask comes first.</summary>
public sealed class QuestionClusters(FaqQuestionStore store, IEmbeddingEngine engine)
{
    /// <summary>Most questions looked at; older ones wait until these are dealt with.</summary>
    public const int Most = 1000;

    /// <summary>Two questions from this cosine on belong together.</summary>
    private const double Together = 0.7;

    /// <summary>The inbox of a collection, largest cluster first.</summary>
    /// <exception cref="EmbeddingException">The engine is not ready.</exception>
    public async Task<IReadOnlyList<QuestionCluster>> FindAsync(Collection collection, CancellationToken cancellationToken)
    {
        var open = await store.OpenAsync(collection.Id, Most, cancellationToken);
        var texts = open.Select(asked => asked.Text).Distinct(StringComparer.Ordinal).ToList();
        var vectors = new Dictionary<string, float[]>(StringComparer.Ordinal);
        foreach (var batch in texts.Chunk(64))
        {
            var embedded = await engine.EmbedAsync([.. batch.Select(text => collection.QueryInstruction + text)], EmbeddingPriority.Query, null, cancellationToken);
            foreach (var (text, vector) in batch.Zip(embedded))
            {
                vectors[text] = vector;
            }
        }

        return Cluster(open, vectors);
    }

    /// <summary>Greedy: the question with most neighbours takes them, then the next of those that are left.</summary>
    internal static IReadOnlyList<QuestionCluster> Cluster(IReadOnlyList<FaqAsked> questions, Dictionary<string, float[]> vectors)
    {
        var counts = questions.GroupBy(asked => asked.Text, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        string[] texts = [.. counts.Keys];
        var near = texts.ToDictionary(
            text => text, text => texts.Where(other => TensorPrimitives.Dot(vectors[text], vectors[other]) >= Together || other == text).ToList(), StringComparer.Ordinal);
        var left = texts.ToHashSet(StringComparer.Ordinal);
        var clusters = new List<QuestionCluster>();
        foreach (var text in texts.OrderByDescending(text => near[text].Sum(other => counts[other].Count)).ThenByDescending(text => counts[text].Max(asked => asked.AskedAt)))
        {
            if (left.Contains(text))
            {
                var members = near[text].Where(left.Contains).OrderByDescending(other => other == text)
                    .ThenByDescending(other => TensorPrimitives.Dot(vectors[text], vectors[other])).ToList();
                left.ExceptWith(members);
                clusters.Add(new QuestionCluster([.. members.SelectMany(other => counts[other])]));
            }
        }

        return [.. clusters.OrderByDescending(cluster => cluster.Questions.Count).ThenByDescending(cluster => cluster.Questions.Max(asked => asked.AskedAt))];
    }
}
