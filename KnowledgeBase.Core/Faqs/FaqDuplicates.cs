using System.Text.Json;
using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Storage;

namespace KnowledgeBase.Core.Faqs;

/// <summary>An entry that asks the same, or nearly.</summary>
/// <param name="Phrasing">Its phrasing that is nearest.</param>
/// <param name="Cosine">Of the two phrasings; 1 for the same words.</param>
public sealed record FaqDuplicate(Guid EntryId, string Question, string Phrasing, double Cosine);

/// <summary>Finds entries that already ask what is being written.</summary>
public sealed class FaqDuplicates(KnowledgeBaseDatabase database, IEmbeddingEngine engine, EmbeddingIdentityStore identities, FaqVectorIndex index)
{
    /// <summary>Two phrasings nearer than this mostly ask the same; what it is worth depends on the model, so it is shown with its cosine and never decides anything.</summary>
    public const double NearFrom = 0.88;

    /// <summary>The nearest entries, nearest first, at most <paramref name="take"/>, none below <see cref="NearFrom"/>.</summary>
    /// <param name="except">The entry that is being edited; null for a new one.</param>
    /// <exception cref="EmbeddingException">The engine is not ready.</exception>
    public async Task<IReadOnlyList<FaqDuplicate>> FindAsync(Collection collection, string text, Guid? except, int take, CancellationToken cancellationToken)
    {
        var question = text.Trim();
        if (question.Length is 0 or > FaqContent.MaximumQuestionLength)
        {
            return [];
        }

        // Both sides are phrasings here, so both get the instruction of phrasings.
        var model = await engine.WaitUntilReadyAsync(cancellationToken);
        var identity = await identities.IdOfAsync(FaqMatcher.IdentityOf(model, collection), cancellationToken);
        var vector = (await engine.EmbedAsync([collection.DocumentInstruction + question], EmbeddingPriority.Query, null, cancellationToken))[0];
        var found = await index.SearchAsync([(collection.Id, identity)], vector, 8 * take, (float)NearFrom, null, cancellationToken);
        return await database.ReadAsync<IReadOnlyList<FaqDuplicate>>(
            connection =>
            {
                var rows = connection.Query(
                    """
                    select p.id, p.entry_id, e.question, p.text from json_each($ids) wanted
                    join faq_phrasing p on p.id = wanted.value join faq_entry e on e.id = p.entry_id
                    """,
                    row => (Id: row.GetInt64(0), Entry: row.GetId(1), Question: row.GetString(2), Text: row.GetString(3)),
                    ("$ids", JsonSerializer.Serialize(found.Hits.Select(hit => hit.Id)))).ToDictionary(row => row.Id);
                return
                [
                    .. found.Hits.Where(hit => rows.ContainsKey(hit.Id)).Select(hit => (Row: rows[hit.Id], hit.Cosine))
                        .Where(hit => hit.Row.Entry != except).DistinctBy(hit => hit.Row.Entry).Take(take)
                        .Select(hit => new FaqDuplicate(hit.Row.Entry, hit.Row.Question, hit.Row.Text, hit.Cosine)),
                ];
            },
            cancellationToken);
    }
}
