using KnowledgeBase.Core.Instructions;
using KnowledgeBase.Tests.Support;

namespace KnowledgeBase.Tests.Instructions;

public sealed class InstructionStoreTests : IAsyncLifetime
{
    private readonly TemporaryDatabase _data = new();

    private InstructionStore Store => new(_data.Database, TimeProvider.System);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _data.DisposeAsync();

    [Fact]
    public async Task AChangeIsAnotherVersionAndNoChangeIsNone()
    {
        var first = await SaveAsync(null, "合同", "用于合同条款检索：");
        Assert.Equal(1, first.Version);
        Assert.Equal(1, (await SaveAsync(first.Id, "合同", "用于合同条款检索：")).Version);
        var second = await SaveAsync(first.Id, "合同", "Instruct: find clauses\nQuery:");
        Assert.Equal(2, second.Version);
        Assert.Equal([second], await Store.ListAsync(CancellationToken.None));
        Assert.Equal(["Instruct: find clauses\nQuery:", "用于合同条款检索："], (await Store.VersionsAsync(first.Id, CancellationToken.None)).Select(version => version.Text));
    }

    [Fact]
    public async Task WhatIsRetiredStaysReadable()
    {
        var instruction = await SaveAsync(null, "客服", "用于客服意图识别：");
        await Store.RetireAsync(instruction.Id, CancellationToken.None);
        Assert.Empty(await Store.ListAsync(CancellationToken.None));
        Assert.Single(await Store.VersionsAsync(instruction.Id, CancellationToken.None));
    }

    [Fact]
    public async Task RecordsWhichVersionACollectionUses()
    {
        var collection = await _data.CreateCollectionAsync();
        var instruction = await SaveAsync(null, "合同", "用于合同：");
        await Store.SetUseAsync(collection.Id, InstructionSide.Query, instruction, CancellationToken.None);
        await SaveAsync(instruction.Id, "合同", "用于合同审查：");
        Assert.Equal([new InstructionUse(collection.Id, InstructionSide.Query, instruction.Id, 1)], await Store.UsesAsync(CancellationToken.None));
        await Store.SetUseAsync(collection.Id, InstructionSide.Query, null, CancellationToken.None);
        Assert.Empty(await Store.UsesAsync(CancellationToken.None));
    }

    [Fact]
    public void EveryPurposeHasBothFormsInBothLanguages()
    {
        foreach (var purpose in InstructionPresets.All.GroupBy(preset => preset.Purpose))
        {
            Assert.Equal(4, purpose.Select(preset => (preset.Language, preset.IsQwen)).Distinct().Count());
        }

        Assert.All(InstructionPresets.All.Where(preset => preset.IsQwen), preset => Assert.Matches(@"^Instruct: [^\n]+\nQuery:$", preset.Text));
        Assert.Contains(InstructionPresets.All, preset => preset.Text == "用于客服意图识别：");
    }

    private Task<Instruction> SaveAsync(Guid? id, string name, string text) =>
        Store.SaveAsync(id, name, text, InstructionSide.Both, "user-1", CancellationToken.None);
}
