using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Faqs;
using KnowledgeBase.Core.Tables;

namespace KnowledgeBase.Core.Evaluation;

/// <summary>Makes sets of questions: from a table, or one question at a time as matches are confirmed.</summary>
public sealed class EvaluationSets(EvaluationStore store, FaqStore entries, DocumentStore documents, TimeProvider time)
{
    private static readonly string[] QuestionNames = ["question", "问题", "提问"];
    private static readonly string[] ExpectedNames = ["expected", "期望", "期望条目", "标准问题", "应命中", "document", "文档"];
    private static readonly string[] CategoryNames = ["category", "类别", "分类"];
    private static readonly string[] ClauseNames = ["clause", "条款"];

    /// <summary>Reads a table of questions: question, expected (an entry's question or id, a document's name or id), perhaps category and clause.</summary>
    /// <exception cref="TableException">The file is no such table.</exception>
    /// <exception cref="EvaluationException">set_has_faults, with every row that has one; nothing is kept.</exception>
    public async Task<EvaluationSet> ImportAsync(Collection collection, string name, Stream file, string userId, CancellationToken cancellationToken)
    {
        var table = await TableReader.ReadAsync(file, cancellationToken);
        var (question, expected, category, clause) = (Place(table[0], QuestionNames), Place(table[0], ExpectedNames), Place(table[0], CategoryNames), Place(table[0], ClauseNames));
        string[] missing = [.. new[] { ("question", question), ("expected", expected) }.Where(column => column.Item2 < 0).Select(column => column.Item1)];
        if (missing.Length > 0)
        {
            throw new TableException("table_columns", $"The first row has no column {string.Join(", ", missing)}.", table[0].Number, string.Join(", ", missing));
        }

        if (table.Count == 1)
        {
            throw new TableException("table_empty", "The file has a header, but no rows.");
        }

        return await AddAsync(
            collection, name, table.Skip(1).Select(row => new EvaluationRow(row.Number, row.Cell(question), row.Cell(expected), row.Cell(category), row.Cell(clause))),
            userId, cancellationToken);
    }

    /// <summary>Makes a set of these questions.</summary>
    /// <exception cref="EvaluationException">set_has_faults, with every row that has one; nothing is kept.</exception>
    public async Task<EvaluationSet> AddAsync(
        Collection collection, string name, IEnumerable<EvaluationRow> rows, string userId, CancellationToken cancellationToken)
    {
        var targets = await TargetsAsync(collection, cancellationToken);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var (questions, faults) = (new List<EvaluationQuestion>(), new List<EvaluationFault>());
        foreach (var row in rows)
        {
            var (text, wanted) = (row.Question.Trim(), row.Expected.Trim());
            if (text.Length is 0 or > FaqQuestion.MaximumLength)
            {
                faults.Add(new EvaluationFault(row.Number, text.Length == 0 ? "question_missing" : "question_too_long", ""));
            }
            else if (!seen.TryAdd(text, row.Number))
            {
                faults.Add(new EvaluationFault(row.Number, "question_repeated", seen[text].ToString(System.Globalization.CultureInfo.InvariantCulture)));
            }

            if (wanted.Length == 0)
            {
                faults.Add(new EvaluationFault(row.Number, "expected_missing", ""));
            }
            else if (!targets.TryGetValue(wanted, out var target))
            {
                faults.Add(new EvaluationFault(row.Number, "expected_unknown", wanted.Length > 80 ? wanted[..80] + "…" : wanted));
            }
            else
            {
                questions.Add(new EvaluationQuestion(0, text, row.Category.Trim(), target.Id, target.Name, row.Clause.Trim()));
            }
        }

        if (faults.Count > 0)
        {
            throw new EvaluationException("set_has_faults", $"{faults.Count} rows have faults.", faults);
        }

        var set = new EvaluationSet(Guid.CreateVersion7(time.GetUtcNow()), collection.Id, name.Trim(), questions.Count, time.GetUtcNow(), userId);
        await store.AddSetAsync(set, questions, cancellationToken);
        return set;
    }

    /// <summary>Keeps a question whose right entry somebody has confirmed, in the newest set of the collection, or a first one of this name.</summary>
    public async Task<EvaluationSet> ConfirmAsync(FaqEntry entry, string question, string newSetName, string userId, CancellationToken cancellationToken)
    {
        var set = await store.SetsAsync(entry.CollectionId, cancellationToken) is [var newest, ..] ? newest : null;
        if (set is null)
        {
            set = new EvaluationSet(Guid.CreateVersion7(time.GetUtcNow()), entry.CollectionId, newSetName, 0, time.GetUtcNow(), userId);
            await store.AddSetAsync(set, [], cancellationToken);
        }

        await store.AddQuestionAsync(set.Id, new EvaluationQuestion(0, question.Trim(), "", entry.Id, entry.Content.Question, ""), cancellationToken);
        return set;
    }

    /// <summary>Accepts a run; it is carried out in the background.</summary>
    /// <exception cref="EvaluationException">set_missing.</exception>
    public async Task<EvaluationRun> StartAsync(Guid setId, string name, EvaluationConfiguration configuration, string userId, CancellationToken cancellationToken)
    {
        var set = await store.FindSetAsync(setId, cancellationToken) ?? throw new EvaluationException("set_missing", "There is no such set.");
        var run = new EvaluationRun(
            Guid.CreateVersion7(time.GetUtcNow()), setId, name.Trim(), EvaluationStatus.Waiting, configuration, null, 0, set.QuestionCount, 0, null, time.GetUtcNow(), userId, null);
        await store.AddRunAsync(run, cancellationToken);
        return run;
    }

    /// <summary>What can be expected, by its name and by its id.</summary>
    private async Task<Dictionary<string, (Guid Id, string Name)>> TargetsAsync(Collection collection, CancellationToken cancellationToken)
    {
        IEnumerable<(Guid Id, string Name)> all = collection.Kind == CollectionKind.Faq
            ? (await entries.ListAsync(collection.Id, new FaqFilter(), 0, int.MaxValue, cancellationToken)).Entries.Select(entry => (entry.Id, entry.Content.Question))
            : (await documents.ListAsync(collection.Id, new DocumentQuery(0, int.MaxValue, null, null), cancellationToken)).Documents.Select(document => (document.Id, document.Name));
        var targets = new Dictionary<string, (Guid, string)>(StringComparer.Ordinal);
        foreach (var target in all)
        {
            targets.TryAdd(target.Name, target);
            targets.TryAdd(target.Id.ToString(), target);
        }

        return targets;
    }

    private static int Place(TableRow header, string[] names)
    {
        for (var i = 0; i < header.Cells.Count; i++)
        {
            if (names.Contains(header.Cells[i].Trim().TrimStart('\uFEFF'), StringComparer.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }
}
