using KnowledgeBase.Core.Chunking;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Tests.Support;

namespace KnowledgeBase.Tests.Ingestion;

public sealed class IngestionStoreTests
{
    [Fact]
    public async Task ADocumentIsNotReadyBeforeEveryChunkHasItsVector()
    {
        await using var data = new TemporaryDatabase();
        var document = await EmbeddingAsync(data, "一", "二");
        var waiting = await data.Ingestion.BeginEmbeddingAsync(document.Id, 1, CancellationToken.None);
        await data.Ingestion.SaveVectorsAsync(document.Id, 1, [(waiting[0].Id, [1f, 0f])], CancellationToken.None);
        Assert.False(await data.Ingestion.FinishAsync(document.Id, CancellationToken.None));
        var rest = Assert.Single(await data.Ingestion.BeginEmbeddingAsync(document.Id, 1, CancellationToken.None));
        Assert.Equal(waiting[1].Id, rest.Id);
        await data.Ingestion.SaveVectorsAsync(document.Id, 1, [(rest.Id, [1f, 0f])], CancellationToken.None);
        Assert.True(await data.Ingestion.FinishAsync(document.Id, CancellationToken.None));
        Assert.Equal(DocumentStatus.Ready, (await data.Documents.FindAsync(document.Id, CancellationToken.None))!.Status);
    }

    [Fact]
    public async Task VectorsOfAnotherModelAreMadeAnew()
    {
        await using var data = new TemporaryDatabase();
        var document = await EmbeddingAsync(data, "一", "二");
        var waiting = await data.Ingestion.BeginEmbeddingAsync(document.Id, 1, CancellationToken.None);
        await data.Ingestion.SaveVectorsAsync(document.Id, 1, [(waiting[0].Id, [1f, 0f])], CancellationToken.None);
        Assert.Equal(2, (await data.Ingestion.BeginEmbeddingAsync(document.Id, 2, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task ADocumentThatTakesTheProcessDownIsSetAsideAndTheOthersGoOn()
    {
        await using var data = new TemporaryDatabase();
        var deadly = await EmbeddingAsync(data, "一");
        for (var death = 0; death < 3; death++)
        {
            Assert.Equal(deadly.Id, (await data.Ingestion.ClaimForEmbeddingAsync(3, CancellationToken.None))!.Id);
        }

        var other = await EmbeddingAsync(data, "二");
        Assert.Equal(other.Id, (await data.Ingestion.ClaimForEmbeddingAsync(3, CancellationToken.None))!.Id);
        var aside = (await data.Documents.FindAsync(deadly.Id, CancellationToken.None))!;
        Assert.Equal((DocumentStatus.Quarantined, "engine_crash"), (aside.Status, aside.ErrorCode));
        Assert.True(await data.Ingestion.RetryAsync(deadly.Id, CancellationToken.None));
        Assert.Equal(DocumentStatus.Received, (await data.Documents.FindAsync(deadly.Id, CancellationToken.None))!.Status);
    }

    [Fact]
    public async Task WhatWasBeingReadAtTheEndOfAProcessIsReadAgain()
    {
        await using var data = new TemporaryDatabase();
        var collection = await data.CreateCollectionAsync();
        var document = (await data.ReceiveAsync(collection.Id, "a.txt", "甲")).Received!;
        Assert.NotNull(await data.Ingestion.ClaimForReadingAsync(CancellationToken.None));
        Assert.Null(await data.Ingestion.ClaimForReadingAsync(CancellationToken.None));
        await data.Ingestion.RecoverAsync(CancellationToken.None);
        Assert.Equal(document.Id, (await data.Ingestion.ClaimForReadingAsync(CancellationToken.None))!.Id);
    }

    [Fact]
    public async Task ReadsFromNowOnAsChosen()
    {
        await using var data = new TemporaryDatabase();
        var collection = await data.CreateCollectionAsync();
        var document = (await data.ReceiveAsync(collection.Id, "a.txt", "甲")).Received!;
        Assert.NotNull(await data.Ingestion.ClaimForReadingAsync(CancellationToken.None));
        Assert.False(await data.Ingestion.RetryAsync(document.Id, CancellationToken.None, new ReadingChoice(Engine: PdfEngine.Poppler))); // work on it is under way
        await data.Ingestion.FailAsync(document.Id, DocumentStatus.Failed, "corrupt", "", CancellationToken.None);
        Assert.True(await data.Ingestion.RetryAsync(document.Id, CancellationToken.None, new ReadingChoice(Engine: PdfEngine.Poppler, OcrPages: [12, 3, 3])));
        await data.Ingestion.FailAsync(document.Id, DocumentStatus.Failed, "corrupt", "", CancellationToken.None);
        Assert.True(await data.Ingestion.RetryAsync(document.Id, CancellationToken.None, new ReadingChoice(ReadingView.Original)));
        var chosen = (await data.Ingestion.ClaimForReadingAsync(CancellationToken.None))!;
        Assert.Equal((ReadingView.Original, PdfEngine.Poppler), (chosen.View, chosen.PdfEngine));
        Assert.Equal([3, 12], chosen.OcrPages);
        await data.Ingestion.FailAsync(document.Id, DocumentStatus.Failed, "corrupt", "", CancellationToken.None);
        Assert.True(await data.Ingestion.RetryAsync(document.Id, CancellationToken.None, new ReadingChoice(Engine: PdfEngine.Automatic, OcrPages: [])));
        var again = (await data.Documents.FindAsync(document.Id, CancellationToken.None))!;
        Assert.Equal(PdfEngine.Automatic, again.PdfEngine);
        Assert.Empty(again.OcrPages);
    }

    [Fact]
    public async Task ADocumentDeletedInTheMiddleTakesNothingMore()
    {
        await using var data = new TemporaryDatabase();
        var document = await EmbeddingAsync(data, "一");
        var waiting = await data.Ingestion.BeginEmbeddingAsync(document.Id, 1, CancellationToken.None);
        await data.Intake.DeleteAsync(document.Id, CancellationToken.None);
        Assert.False(await data.Ingestion.SaveVectorsAsync(document.Id, 1, [(waiting[0].Id, [1f])], CancellationToken.None));
        Assert.False(await data.Ingestion.FinishAsync(document.Id, CancellationToken.None));
    }

    /// <summary>A document with these chunks that waits for vectors; identities 1 and 2 exist.</summary>
    private static async Task<Document> EmbeddingAsync(TemporaryDatabase data, params string[] chunks)
    {
        foreach (var model in new[] { "one", "two" })
        {
            await data.Identities.IdOfAsync(new(model, model, "mean", "", 2, 1), CancellationToken.None);
        }

        var collection = await data.CreateCollectionAsync();
        var document = (await data.ReceiveAsync(collection.Id, "a.txt", string.Concat(chunks))).Received!;
        var text = new DocumentText("test", [.. chunks.Select(chunk => new DocumentBlock(BlockKind.Paragraph, chunk))], null, []);
        await data.Ingestion.SaveTextAsync(
            document.Id, text, [.. chunks.Select((chunk, i) => new Chunk(i, chunk, null, [], null, text.StartOf(i), chunk.Length, 3))], CancellationToken.None);
        Assert.Equal(text.PlainText, (await data.Documents.FindTextAsync(document.Id, CancellationToken.None))!.PlainText);
        return document;
    }
}
