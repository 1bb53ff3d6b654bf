using Bunit;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Ingestion;
using KnowledgeBase.Tests.Documents.Reading.Pdf;
using KnowledgeBase.Tests.Support;
using KnowledgeBase.Web.Identity;
using Microsoft.Extensions.DependencyInjection;
using DocumentPage = KnowledgeBase.Web.Components.Documents.DocumentPage;

namespace KnowledgeBase.Tests.Components.Documents;

/// <summary>An encrypted PDF from its upload to its text, as the user and the pipeline see it.</summary>
public sealed class UnlockFormTests
{
    [Theory]
    [InlineData("en", "protected by a password", "not that of the file")]
    [InlineData("zh-CN", "文件受密码保护", "密码不正确")]
    public async Task AsksForThePasswordUntilItIsRight(string culture, string asks, string wrong)
    {
        await using var context = await PageContext.CreateAsync(culture);
        var me = await context.SignInAsync(roles: Roles.Legal);
        var collection = await context.CreateCollectionAsync("采购合同", me);
        using var staged = await context.Services.GetRequiredService<DocumentFiles>().StageAsync(
            new MemoryStream(EncryptedPdf.Write("sesame", "owner")), null, CancellationToken.None);
        var document = (await context.Services.GetRequiredService<DocumentIntake>().ReceiveAsync(
            staged, collection.Id, "locked.pdf", me, DuplicateHandling.Ask, CancellationToken.None)).Received!;
        var pipeline = context.Services.GetRequiredService<IngestionPipeline>();
        Assert.True(await pipeline.ReadNextAsync(CancellationToken.None));

        var page = context.Render<DocumentPage>(parameters => parameters.Add(documentPage => documentPage.Id, document.Id));
        Assert.Contains(asks, page.WaitForElement("[data-testid=document-error]").TextContent, StringComparison.Ordinal);
        await SubmitAsync(page, "Sesame");
        Assert.True(await pipeline.ReadNextAsync(CancellationToken.None));
        page.WaitForAssertion(() => Assert.Contains(wrong, page.Find("[data-testid=document-error]").TextContent, StringComparison.Ordinal));

        await SubmitAsync(page, "sesame");
        Assert.True(await pipeline.ReadNextAsync(CancellationToken.None));
        var text = await context.Documents.FindTextAsync(document.Id, CancellationToken.None);
        Assert.Contains(PdfBytes.Sentence, text!.PlainText, StringComparison.Ordinal);
        Assert.Equal(DocumentStatus.Embedding, (await context.Documents.FindAsync(document.Id, CancellationToken.None))!.Status);
    }

    private static async Task SubmitAsync(IRenderedComponent<DocumentPage> page, string password)
    {
        await page.WaitForElement("[data-testid=document-password]").InputAsync(password);
        await page.Find("[data-testid=unlock-form]").SubmitAsync();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=unlock-form]")));
    }
}
