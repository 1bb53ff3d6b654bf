using KnowledgeBase.Core.Search.Journal;
using KnowledgeBase.Tests.Support;

namespace KnowledgeBase.Tests.Search.Journal;

public sealed class SearchJournalTests
{
    [Fact]
    public async Task KeepsSearchesUnderTheirNamesForEachUserAlone()
    {
        await using var data = new TemporaryDatabase();
        var journal = new SearchJournal(data.Database, TimeProvider.System);
        await journal.SaveAsync("anna", " 迟延 ", "/search?q=a", CancellationToken.None);
        await journal.SaveAsync("anna", "Rent", "/search?q=b", CancellationToken.None);
        await journal.SaveAsync("anna", "迟延", "/search?q=c", CancellationToken.None);
        await journal.SaveAsync("ben", "迟延", "/search?q=d", CancellationToken.None);
        var saved = await journal.SavedAsync("anna", CancellationToken.None);
        Assert.Equal([("Rent", "/search?q=b"), ("迟延", "/search?q=c")], saved.Select(search => (search.Name, search.Address)));
        Assert.False(await journal.RemoveAsync("ben", saved[0].Id, CancellationToken.None));
        Assert.True(await journal.RemoveAsync("anna", saved[0].Id, CancellationToken.None));
        Assert.Single(await journal.SavedAsync("anna", CancellationToken.None));
        Assert.Equal("/search?q=d", Assert.Single(await journal.SavedAsync("ben", CancellationToken.None)).Address);
    }

    [Fact]
    public async Task RemembersTheLatestSearchesUnlessToldNotTo()
    {
        await using var data = new TemporaryDatabase();
        var journal = new SearchJournal(data.Database, TimeProvider.System);
        for (var i = 0; i < SearchJournal.MaximumHistory + 5; i++)
        {
            await journal.NoteAsync("anna", $"q{i}", $"/search?q={i}", i, CancellationToken.None);
        }

        await journal.NoteAsync("anna", "q9", "/search?q=9", 3, CancellationToken.None);
        var history = await journal.HistoryAsync("anna", 1000, CancellationToken.None);
        Assert.Equal(SearchJournal.MaximumHistory, history.Count);
        Assert.DoesNotContain(history, asked => asked.Query == "q0");
        Assert.Equal(3, Assert.Single(history, asked => asked.Query == "q9").Hits);
        Assert.Empty(await journal.HistoryAsync("ben", 10, CancellationToken.None));

        await journal.SetKeepsHistoryAsync("anna", false, CancellationToken.None);
        Assert.False(await journal.KeepsHistoryAsync("anna", CancellationToken.None));
        Assert.True(await journal.KeepsHistoryAsync("ben", CancellationToken.None));
        await journal.ClearHistoryAsync("anna", CancellationToken.None);
        await journal.NoteAsync("anna", "secret", "/search?q=secret", 1, CancellationToken.None);
        Assert.Empty(await journal.HistoryAsync("anna", 10, CancellationToken.None));
        await journal.SetKeepsHistoryAsync("anna", true, CancellationToken.None);
        await journal.NoteAsync("anna", "again", "/search?q=again", 1, CancellationToken.None);
        Assert.Single(await journal.HistoryAsync("anna", 10, CancellationToken.None));
    }

    [Fact]
    public async Task ForgetsEverythingOfAUserWhoIsDeleted()
    {
        await using var data = new TemporaryDatabase();
        var journal = new SearchJournal(data.Database, TimeProvider.System);
        await journal.SaveAsync("anna", "a", "/search?q=a", CancellationToken.None);
        await journal.NoteAsync("anna", "a", "/search?q=a", 1, CancellationToken.None);
        await journal.SetKeepsHistoryAsync("anna", false, CancellationToken.None);
        await journal.ForgetAsync("anna", CancellationToken.None);
        Assert.Empty(await journal.SavedAsync("anna", CancellationToken.None));
        Assert.Empty(await journal.HistoryAsync("anna", 10, CancellationToken.None));
        Assert.True(await journal.KeepsHistoryAsync("anna", CancellationToken.None));
    }
}
