using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Contracts;
using KnowledgeBase.Core.Contracts.Check;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Core.Evaluation;
using KnowledgeBase.Core.Faqs;
using KnowledgeBase.Core.Faqs.Imports;
using KnowledgeBase.Core.Storage;
using KnowledgeBase.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Identity.Access;

/// <summary>A collection with a viewer, an editor, an owner and a ready document, and an FAQ with an evaluation beside it: what others must not see.</summary>
public sealed class AccessScene
{
    /// <summary>Stands in every name and text of a scene, and so in every answer that gives something away.</summary>
    public const string Secret = "PLANTED-SECRET";

    private readonly KnowledgeBaseApplication _application;
    private readonly string _viewer;

    private AccessScene(KnowledgeBaseApplication application, Guid collection, Guid faq, Guid document, string viewer) =>
        (_application, Collection, Faq, Document, _viewer) = (application, collection, faq, document, viewer);

    public Guid Collection { get; }

    public Guid Faq { get; }

    public Guid Document { get; }

    /// <summary>An evaluation set of the FAQ.</summary>
    public Guid Set { get; private set; }

    public Guid Run { get; private set; }

    /// <summary>An entry of the FAQ, and a table that waits to be imported into it.</summary>
    public Guid Entry { get; private set; }

    public Guid Import { get; private set; }

    /// <summary>What the owner keeps of the document: a comparison with itself, and a check against the collection.</summary>
    public Guid Comparison { get; private set; }

    public Guid Check { get; private set; }

    public static async Task<AccessScene> CreateAsync(KnowledgeBaseApplication application, string viewer, string editor, string owner)
    {
        var collections = application.Collections;
        var ids = new List<Guid>();
        foreach (var kind in new[] { CollectionKind.Contracts, CollectionKind.Faq })
        {
            var collection = await collections.CreateAsync($"{Secret} {kind}", kind, Secret, owner, CancellationToken.None);
            await collections.SetMemberAsync(collection.Id, viewer, MemberRole.Viewer, CancellationToken.None);
            await collections.SetMemberAsync(collection.Id, editor, MemberRole.Editor, CancellationToken.None);
            ids.Add(collection.Id);
        }

        var scene = new AccessScene(application, ids[0], ids[1], await DocumentAsync(application, ids[0]), viewer);
        await scene.EvaluateAsync();
        await scene.AnswerAsync(owner);
        await scene.CompareAsync(owner);
        return scene;
    }

    /// <summary>Puts this scene's ids into a path or body.</summary>
    public string Fill(string text) => text
        .Replace("{collection}", Collection.ToString(), StringComparison.Ordinal)
        .Replace("{faq}", Faq.ToString(), StringComparison.Ordinal)
        .Replace("{document}", Document.ToString(), StringComparison.Ordinal)
        .Replace("{set}", Set.ToString(), StringComparison.Ordinal)
        .Replace("{run}", Run.ToString(), StringComparison.Ordinal)
        .Replace("{entry}", Entry.ToString(), StringComparison.Ordinal)
        .Replace("{import}", Import.ToString(), StringComparison.Ordinal)
        .Replace("{comparison}", Comparison.ToString(), StringComparison.Ordinal)
        .Replace("{check}", Check.ToString(), StringComparison.Ordinal)
        .Replace("{member}", _viewer, StringComparison.Ordinal)
        .Replace("{none}", "00000000-0000-7000-8000-000000000001", StringComparison.Ordinal);

    /// <summary>Whether everything is as it was made.</summary>
    public async Task<bool> IsUntouchedAsync() =>
        await _application.Collections.FindAsync(Collection, CancellationToken.None) is { } collection && collection.Name.StartsWith(Secret, StringComparison.Ordinal)
        && await _application.Collections.FindAsync(Faq, CancellationToken.None) is not null
        && (await _application.Collections.MembersAsync(Collection, CancellationToken.None)).Count == 3
        && await _application.Services.GetRequiredService<FaqStore>().FindAsync(Entry, CancellationToken.None) is { Content.Question: Secret }
        && await _application.Services.GetRequiredService<FaqImportStore>().FindAsync(Import, CancellationToken.None) is not null
        && await _application.Services.GetRequiredService<ContractStore>().FindComparisonAsync(Comparison, CancellationToken.None) is not null
        && await _application.Services.GetRequiredService<ContractStore>().FindCheckAsync(Check, CancellationToken.None) is not null
        && await _application.Services.GetRequiredService<EvaluationStore>().FindRunAsync(Run, CancellationToken.None) is not null
        && (await _application.Services.GetRequiredService<EvaluationStore>().SetsAsync(Faq, CancellationToken.None)).Count == 1
        && (await _application.Documents.ListAsync(Collection, 0, 10, null, null, CancellationToken.None)) is { Total: 1, Documents: [{ Status: DocumentStatus.Ready }] };

    private async Task AnswerAsync(string owner)
    {
        var content = new FaqContent(Secret, [], Secret, "", [], FaqStatus.Published, null, null, "");
        Entry = (await _application.Services.GetRequiredService<FaqEditing>().CreateAsync(Faq, content, owner, CancellationToken.None)).Id;
        using var table = new MemoryStream(System.Text.Encoding.UTF8.GetBytes($"question,answer\n{Secret} imported,{Secret}\n"));
        Import = (await _application.Services.GetRequiredService<FaqImports>().StageAsync(Faq, $"{Secret}.csv", table, FaqStatus.Draft, owner, CancellationToken.None)).Id;
    }

    private async Task CompareAsync(string owner)
    {
        var text = new DocumentText("test", [new(BlockKind.Paragraph, Secret)], null, []);
        var store = _application.Services.GetRequiredService<ContractStore>();
        Comparison = (await store.KeepAsync(ContractComparison.Compare(text, text), owner, Secret, Secret, Document, Document, [], CancellationToken.None)).Id;
        var findings = await _application.Services.GetRequiredService<ContractCheck>().CheckAsync(text, new CheckOptions([]), null, CancellationToken.None);
        Check = (await store.KeepAsync(findings, owner, Secret, Document, [Collection], null, CancellationToken.None)).Id;
    }

    private async Task EvaluateAsync()
    {
        var store = _application.Services.GetRequiredService<EvaluationStore>();
        var set = new EvaluationSet(Guid.CreateVersion7(), Faq, Secret, 0, DateTimeOffset.UnixEpoch, "nobody");
        await store.AddSetAsync(set, [new EvaluationQuestion(0, Secret, "", Guid.NewGuid(), Secret, "")], CancellationToken.None);
        var sets = _application.Services.GetRequiredService<EvaluationSets>();
        (Set, Run) = (set.Id, (await sets.StartAsync(set.Id, Secret, new EvaluationConfiguration("", 0, 1, 0), "nobody", CancellationToken.None)).Id);
    }

    /// <summary>A ready document written as ingestion leaves it, so that no scene has to wait for the model.</summary>
    private static async Task<Guid> DocumentAsync(KnowledgeBaseApplication application, Guid collection)
    {
        var id = Guid.CreateVersion7();
        var original = new string('a', 64);
        var text = StoredText.Encode(new DocumentText("test", [new(BlockKind.Paragraph, Secret)], null, []));
        await application.Services.GetRequiredService<KnowledgeBaseDatabase>().WriteAsync(connection =>
        {
            connection.Execute(
                """
                insert into document (id, collection_id, name, sha256, size_bytes, status, attempts, chunk_count, embedded_count, pages_read, engine, warnings, received_at, updated_at, uploaded_by)
                values ($id, $collection, $name, $hash, 14, 'ready', 0, 0, 0, 0, 'test', '', $time, $time, 'nobody')
                """,
                ("$id", id), ("$collection", collection), ("$name", $"{Secret}.txt"), ("$hash", original), ("$time", DateTimeOffset.UnixEpoch));
            connection.Execute("insert into document_text (document_id, blocks, crc) values ($id, $blocks, $crc)", ("$id", id), ("$blocks", text.Blocks), ("$crc", (long)text.Checksum));
        });
        await File.WriteAllTextAsync(application.Services.GetRequiredService<DocumentFiles>().PathOf(original), Secret);
        return id;
    }
}
