using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Bunit;
using KnowledgeBase.Core.Chunking;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Tests.Support;
using KnowledgeBase.Web.Components.Documents;
using KnowledgeBase.Web.Identity;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using DocumentPage = KnowledgeBase.Web.Components.Documents.DocumentPage;
using Fixture = KnowledgeBase.Tests.Documents.Reading.Fixture;

namespace KnowledgeBase.Tests.Components.Documents;

/// <summary>A hit on its page: the picture, and boxes where another program, too, finds the words.</summary>
public sealed partial class PageViewTests
{
    private const string Clause = "迟延交付超过 30 日";

    [Fact]
    public async Task MarksTheHitsLinesWhereTheyStandOnThePage()
    {
        await using var context = await PageContext.CreateAsync();
        var me = await context.SignInAsync(roles: Roles.Legal);
        var (document, block) = await ReceiveAsync(context, me);
        var chunk = Assert.Single(await context.Services.GetRequiredService<ChunkStore>().ListAsync(document.Id, CancellationToken.None));
        context.Services.GetRequiredService<NavigationManager>().NavigateTo(DocumentLinks.ToChunk(document.Id, chunk.Id, "迟延交付"));
        var page = context.Render<DocumentPage>(parameters => parameters.Add(documentPage => documentPage.Id, document.Id));

        var svg = page.WaitForElement("[data-testid=page-picture] svg");
        Assert.Equal(["0", "0", "595", "842"], svg.GetAttribute("viewBox")!.Split(' ').Select(number => Math.Round(Number(number)).ToString(CultureInfo.InvariantCulture)));
        Assert.Equal(DocumentLinks.ToPicture(document.Id, block.Page!.Value), svg.QuerySelector("image")!.GetAttribute("href"));
        Assert.Contains("迟延交付超过 30 日", page.Find("[data-testid=marked-hit]").TextContent, StringComparison.Ordinal);

        var truth = await PopplerLinesAsync(block.Page.Value);
        var boxes = page.FindAll("[data-testid=hit-box]");
        Assert.Equal(block.Boxes!.Count, boxes.Count);
        foreach (var (box, line) in boxes.Zip(truth))
        {
            Assert.InRange(Number(box.GetAttribute("x")!), line.Left - 4, line.Left + 4);
            Assert.InRange(Number(box.GetAttribute("x")!) + Number(box.GetAttribute("width")!), line.Right - 4, line.Right + 6);
            var middle = Number(box.GetAttribute("y")!) + (Number(box.GetAttribute("height")!) / 2);
            Assert.InRange(middle, ((line.Top + line.Bottom) / 2) - 3, ((line.Top + line.Bottom) / 2) + 3);
        }
    }

    [Fact]
    public async Task DrawsAPageOnceAndForgetsItWithItsDocument()
    {
        await using var context = await PageContext.CreateAsync();
        var me = await context.SignInAsync(roles: Roles.Legal);
        var (document, _) = await ReceiveAsync(context, me);
        var pictures = context.Services.GetRequiredService<PagePictures>();
        var both = await Task.WhenAll(pictures.FindAsync(document, 1, CancellationToken.None), pictures.FindAsync(document, 1, CancellationToken.None));
        Assert.Equal(both[0], both[1]);
        Assert.Single(Directory.EnumerateFiles(Path.GetDirectoryName(both[0]!.Path)!));
        Assert.Null(await pictures.FindAsync(document, 8, CancellationToken.None));
        await context.Services.GetRequiredService<DocumentIntake>().DeleteAsync(document.Id, CancellationToken.None);
        Assert.False(File.Exists(both[0]!.Path));
    }

    /// <summary>The fixture as it is uploaded and read by the worker; the clause is its only chunk.</summary>
    private static async Task<(Document Document, DocumentBlock Block)> ReceiveAsync(PageContext context, string userId)
    {
        var collection = await context.CreateCollectionAsync("采购合同", userId);
        var path = Fixture.Path("contracts/purchase_zh_original.pdf");
        await using (var content = File.OpenRead(path))
        {
            using var staged = await context.Services.GetRequiredService<DocumentFiles>().StageAsync(content, null, CancellationToken.None);
            await context.Services.GetRequiredService<DocumentIntake>().ReceiveAsync(staged, collection.Id, "采购合同.pdf", userId, DuplicateHandling.Ask, CancellationToken.None);
        }

        var document = (await context.Ingestion.ClaimForReadingAsync(CancellationToken.None))!;
        var text = await context.Services.GetRequiredService<IDocumentReading>().ReadAsync(new ReadingRequest(path, document.Name), null, CancellationToken.None);
        var index = text.Blocks.ToList().FindIndex(block => block.Text.Contains(Clause, StringComparison.Ordinal));
        var block = text.Blocks[index];
        await context.Ingestion.SaveTextAsync(document.Id, text, [new Chunk(0, block.Line, block.Label, [], block.Page, text.StartOf(index), block.Line.Length, 8)], CancellationToken.None);
        return ((await context.Documents.FindAsync(document.Id, CancellationToken.None))!, block);
    }

    /// <summary>Places of the clause's lines by Poppler, which shares no code with PDFium.</summary>
    private static async Task<List<(double Left, double Top, double Right, double Bottom)>> PopplerLinesAsync(int page)
    {
        var number = page.ToString(CultureInfo.InvariantCulture);
        using var process = Process.Start(new ProcessStartInfo("pdftotext", ["-bbox", "-f", number, "-l", number, Fixture.Path("contracts/purchase_zh_original.pdf"), "-"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var words = Word().Matches(await process.StandardOutput.ReadToEndAsync())
            .Select(match => (Box: match.Groups.Values.Skip(1).Take(4).Select(group => Number(group.Value)).ToArray(), Text: match.Groups[5].Value)).ToList();
        var rows = words.GroupBy(word => Math.Round(word.Box[3])).Select(row => (
            Left: row.Min(word => word.Box[0]), Top: row.Min(word => word.Box[1]), Right: row.Max(word => word.Box[2]), Bottom: row.Max(word => word.Box[3]),
            Text: string.Concat(row.OrderBy(word => word.Box[0]).Select(word => word.Text)))).OrderBy(row => row.Top).ToList();
        var first = rows.FindIndex(row => row.Text.Contains("迟延交付超过", StringComparison.Ordinal));
        return [.. rows.Skip(first).Select(row => (row.Left, row.Top, row.Right, row.Bottom))];
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex("<word xMin=\"([\\d.]+)\" yMin=\"([\\d.]+)\" xMax=\"([\\d.]+)\" yMax=\"([\\d.]+)\">(.*?)</word>")]
    private static partial Regex Word();
}
