using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Keywords;
using KnowledgeBase.Core.Search;
using KnowledgeBase.Core.Storage;
using KnowledgeBase.Tests.Support;

namespace KnowledgeBase.Tests.Search;

public sealed class KeywordSearchTests
{
    private const string Alphabet = "甲乙丙违约金逾期付款交货验收解除合同第七条二三十日工作天元万损失赔偿";

    [Fact]
    public async Task FindsALiteralStringWhereverAnOrdinalScanFindsIt()
    {
        var random = new Random(17);
        string[] texts = [.. Enumerable.Range(0, 400).Select(_ => Sentence(random))];
        await using var data = new TemporaryDatabase();
        var collection = await StoreAsync(data, texts);
        var search = new KeywordSearch(data.Database);
        for (var trial = 0; trial < 1000; trial++)
        {
            var source = texts[random.Next(texts.Length)];
            var start = random.Next(source.Length);
            var part = source.Substring(start, random.Next(1, Math.Min(9, source.Length - start) + 1));
            if (!KeywordTokenizer.Split(part).Any() || !BeginsAndEndsAtWords(source, start, part.Length))
            {
                continue;
            }

            var expected = texts.Select((text, i) => (text, Id: (long)i + 1)).Where(text => Occurs(text.text, part)).Select(text => text.Id);
            var found = await search.SearchAsync([collection], new KeywordQuery($"\"{part}\""), 1000, null, null, CancellationToken.None);
            Assert.True(expected.SequenceEqual(found.Select(hit => hit.ChunkId).Order()), $"{part}: {new KeywordQuery($"\"{part}\"").Phrase}");
        }
    }

    [Fact]
    public async Task NoQueryStringRaisesAnError()
    {
        var random = new Random(23);
        await using var data = new TemporaryDatabase();
        var collection = await StoreAsync(data, ["逾期交货的违约金为5%。", "NEAR AND OR \"quotes\" * ( )"]);
        var search = new KeywordSearch(data.Database);
        const string Odd = "\"'*()^:+-{}[]\\/“”「」ANDORNEAT 甲乙0123\ud800\udc00\ud800\t\n\0%_;#";
        for (var trial = 0; trial < 10_000; trial++)
        {
            var query = string.Concat(Enumerable.Range(0, random.Next(0, 20)).Select(_ => Odd[random.Next(Odd.Length)]));
            await search.SearchAsync([collection], new KeywordQuery(query), 10, null, null, CancellationToken.None);
        }
    }

    [Fact]
    public async Task PutsTheTextWithTheRareWordsFirstAndScoresBetweenZeroAndOne()
    {
        await using var data = new TemporaryDatabase();
        var collection = await StoreAsync(data, ["甲方应当付款。", "甲方应当验收货物。", "供应商逾期交货超过15天的，甲方有权解除合同。", "甲方应当保密。"]);
        var search = new KeywordSearch(data.Database);
        var hits = await search.SearchAsync([collection], new KeywordQuery("供应商逾期交货，甲方能解除合同吗"), 10, null, null, CancellationToken.None);
        Assert.Equal(3, hits[0].ChunkId);
        Assert.All(hits, hit => Assert.InRange(hit.Score, 0, 1));
        Assert.Empty(await search.SearchAsync([Guid.NewGuid()], new KeywordQuery("解除合同"), 10, null, null, CancellationToken.None));
    }

    /// <summary>Every figure is found in every notation, and in no other figure.</summary>
    [Theory]
    [InlineData("15日", "1 2")]
    [InlineData("十五日", "1 2")]
    [InlineData("１５个工作日", "3")]
    [InlineData("百分之五", "4 5")]
    [InlineData("5.0%", "4 5")]
    [InlineData("人民币壹拾万元整", "6 7")]
    [InlineData("RMB 100,000", "6 7")]
    [InlineData("2026年3月1日", "8 9")]
    [InlineData("二〇二六年三月一日", "8 9")]
    public async Task FindsAFigureInEveryNotation(string query, string numbers)
    {
        long[] expected = [.. numbers.Split(' ').Select(number => long.Parse(number, System.Globalization.CultureInfo.InvariantCulture))];
        await using var data = new TemporaryDatabase();
        var collection = await StoreAsync(
            data,
            [
                "应当在15日内答复", "应当于十五日内答复", "应当在15个工作日内答复", "利率为5%", "利率为百分之五", "总价为10万元", "总价为人民币壹拾万元整",
                "签于2026-03-01", "签于2026年3月1日", "其他约定",
            ]);
        var hits = await new KeywordSearch(data.Database).SearchAsync([collection], new KeywordQuery(query), expected.Length, null, null, CancellationToken.None);
        Assert.Equal(expected, hits.Select(hit => hit.ChunkId).Order());
    }

    [Theory]
    [InlineData("第四十七条", "1 2 3")]
    [InlineData("第47条", "1 2 3")]
    [InlineData("Article 47", "1 2 3")]
    [InlineData("\"第四十七条\"", "2")]
    public async Task AClauseNumberFindsTheClauseFirstAndThenWhatNamesItInEveryNotation(string query, string numbers)
    {
        long[] expected = [.. numbers.Split(' ').Select(number => long.Parse(number, System.Globalization.CultureInfo.InvariantCulture))];
        await using var data = new TemporaryDatabase();
        var collection = await StoreAsync(data, ["甲方可以解除合同。", "按照第四十七条的约定处理。", "按第47条处理。", "按第四十八条处理。", "共47条"]);
        await data.Database.WriteAsync(connection =>
        {
            connection.Execute("update chunk set label = '第47条' where id = 1");
            connection.Execute("update document set keyword_version = 0");
        });
        await data.Ingestion.WriteMissingKeywordsAsync(CancellationToken.None);
        var hits = await new KeywordSearch(data.Database).SearchAsync([collection], new KeywordQuery(query), 10, null, null, CancellationToken.None);
        Assert.Equal(expected, hits.Select(hit => hit.ChunkId).Order());
        Assert.Equal(expected[0], hits[0].ChunkId);
    }

    [Fact]
    public async Task WordsOfADeletedDocumentAreGone()
    {
        await using var data = new TemporaryDatabase();
        var collection = await StoreAsync(data, ["违约金"]);
        var document = (await data.Documents.ListAsync(collection, 0, 1, null, null, CancellationToken.None)).Documents[0];
        await data.Intake.DeleteAsync(document.Id, CancellationToken.None);
        Assert.Equal(0, data.Database.Read(connection => connection.Scalar<long>("select count(*) from chunk_keyword_term")));
    }

    [Fact]
    public async Task WritesKeywordsOfDocumentsThatAnEarlierVersionIngested()
    {
        await using var data = new TemporaryDatabase();
        var collection = await StoreAsync(data, ["违约金", "交货"]);
        await data.Database.WriteAsync(connection =>
        {
            connection.Execute("delete from chunk_keyword where rowid in (1, 2)");
            connection.Execute("update document set keyword_version = 0");
        });
        var search = new KeywordSearch(data.Database);
        Assert.Empty(await search.SearchAsync([collection], new KeywordQuery("违约金"), 10, null, null, CancellationToken.None));
        await data.Ingestion.WriteMissingKeywordsAsync(CancellationToken.None);
        Assert.Single(await search.SearchAsync([collection], new KeywordQuery("违约金"), 10, null, null, CancellationToken.None));
    }

    private static async Task<Guid> StoreAsync(TemporaryDatabase data, string[] texts)
    {
        var collection = await data.CreateCollectionAsync();
        var identity = await data.Identities.IdOfAsync(new EmbeddingIdentity("m", "m", "mean", "", 2, 1), CancellationToken.None);
        await data.CreateReadyAsync(collection.Id, "a.txt", identity, [.. texts.Select(text => (text, new[] { 1f, 0f }))]);
        return collection.Id;
    }

    private static string Sentence(Random random) => string.Concat(Enumerable.Range(0, random.Next(3, 25)).Select(_ => random.Next(8) switch
    {
        0 => "，",
        1 => $"{random.Next(1, 40)}",
        _ => Alphabet[random.Next(Alphabet.Length)].ToString(),
    }));

    private static bool Occurs(string text, string part)
    {
        for (var at = text.IndexOf(part, StringComparison.Ordinal); at >= 0; at = text.IndexOf(part, at + 1, StringComparison.Ordinal))
        {
            if (BeginsAndEndsAtWords(text, at, part.Length))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Words are found whole: a part that begins or ends within a number is not looked for.</summary>
    private static bool BeginsAndEndsAtWords(string text, int start, int length) =>
        !(start > 0 && char.IsAsciiDigit(text[start - 1]) && char.IsAsciiDigit(text[start]))
        && !(start + length < text.Length && char.IsAsciiDigit(text[start + length - 1]) && char.IsAsciiDigit(text[start + length]));
}
