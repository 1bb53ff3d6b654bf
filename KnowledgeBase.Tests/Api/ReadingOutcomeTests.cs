using System.Globalization;
using System.Net.Http.Json;
using System.Reflection;
using System.Resources;
using System.Text;
using System.Text.Json;
using KnowledgeBase.Core.Documents.Reading;
using KnowledgeBase.Tests.Documents.Reading.Hostile;
using KnowledgeBase.Tests.Documents.Reading.Pdf;
using KnowledgeBase.Tests.Documents.Reading.Worker;
using KnowledgeBase.Tests.Support;
using KnowledgeBase.Web.Resources;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Tests.Api;

/// <summary>
/// Every reason for which a file can be refused, by a file that has it, through the running application: its code, and its
/// sentences in both languages. A code that somebody adds has no case here, and the first test says so.
/// </summary>
public sealed class ReadingOutcomeTests(KnowledgeBaseApplication application) : IClassFixture<KnowledgeBaseApplication>
{
    private static readonly Dictionary<string, Case> Cases = new(StringComparer.Ordinal)
    {
        [ReadingOutcome.Empty] = new("empty.txt", () => []),
        [ReadingOutcome.TypeMismatch] = new("no.pdf", () => "not a pdf"u8.ToArray()),
        [ReadingOutcome.Unsupported] = new("film.mp4", () => "not for reading"u8.ToArray()),
        [ReadingOutcome.Encrypted] = new("locked.pdf", () => EncryptedPdf.Write("sesame", "owner")),
        [ReadingOutcome.WrongPassword] = new("locked.pdf", () => EncryptedPdf.Write("sesame", "owner"), Password: "Sesame"),
        [ReadingOutcome.Corrupt] = new("torn.pdf", () => [.. PdfBytes.Latin("%PDF-1.4\n"), .. new byte[20_000]]),
        [ReadingOutcome.TooLarge] = new("long.txt", () => Encoding.UTF8.GetBytes(new string('x', 5_000)), options => options.MaxFileBytes = 1_024),
        [ReadingOutcome.Bomb] = new("bomb.docx", () => Archives.ManyMembers(60_000)),
        [ReadingOutcome.TooManyPages] = new("pages.pdf", () => HostilePdfs.ManyPages(4), options => options.MaxPages = 3),
        [ReadingOutcome.Timeout] = new("endless.pdf", HostilePdfs.ExponentialForms, options => (options.MaxWorkerBytes, options.MaxSilentSeconds) = (8L << 30, 1)),
        [ReadingOutcome.ParserCrash] = new("a.txt", () => "text"u8.ToArray(), options => options.WorkerAssembly = typeof(ReadingOptions).Assembly.Location),
        [ReadingOutcome.EngineMissing] = new("a.txt", () => "text"u8.ToArray(), options => options.WorkerAssembly = "/nowhere/worker.dll"),
        [ReadingOutcome.ConverterMissing] = new("old.rtf", () => @"{\rtf1\ansi text\par}"u8.ToArray(), options => options.SofficePath = "/nowhere/soffice"),
        [ReadingOutcome.OcrMissing] = new("scan.pdf", Scan, options => options.TesseractPath = "/nowhere/tesseract"),
        [ReadingOutcome.NoText] = new("blank.pdf", () => PdfBytes.OnePage("")),
    };

    private readonly HttpClient _english = application.ClientOf(KnowledgeBaseApplication.AdminKey);

    public static TheoryData<string> Codes => [.. Cases.Keys];

    [Fact]
    public void EveryCodeHasItsCase() => Assert.Equal(
        typeof(ReadingOutcome).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!).Order(StringComparer.Ordinal),
        Cases.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task SaysWhyInBothLanguages(string code)
    {
        await application.WaitForEngineAsync();
        var options = application.Services.GetRequiredService<IOptions<ReadingOptions>>().Value;
        var usual = JsonSerializer.SerializeToUtf8Bytes(options);
        try
        {
            options.FilesPerWorker = 1; // each file gets a worker of its own, with the limits of its case
            Cases[code].Limits?.Invoke(options);
            var collection = await _english.CreateCollectionAsync();
            foreach (var language in new[] { "en", "zh-CN" })
            {
                var error = await ErrorAsync(collection, Cases[code], language);
                Assert.Equal(code, error.GetProperty("code").GetString());
                Assert.Equal(Text(code, language), error.GetProperty("message").GetString());
                Assert.Equal(Text($"{code}_next", language), error.GetProperty("next").GetString());
                Assert.Equal(language == "zh-CN", error.GetProperty("message").GetString()!.Any(c => c is >= '一' and <= '鿿'));
            }
        }
        finally
        {
            Restore(options, usual);
        }
    }

    /// <summary>With the right password it is read; one that only its owner may change is read without.</summary>
    [Fact]
    public async Task APasswordOpensAFileForOneReading()
    {
        await application.WaitForEngineAsync();
        var collection = await _english.CreateCollectionAsync();
        using var uploaded = await _english.UploadAsync(collection, "", ("locked.pdf", EncryptedPdf.Write("sesame", "owner")), ("owner.pdf", EncryptedPdf.Write("", "owner")));
        var ids = (await uploaded.JsonAsync(201)).GetProperty("results").EnumerateArray().Select(result => result.GetProperty("document").GetProperty("id").GetGuid()).ToList();
        Assert.Equal("failed", (await _english.WaitAsync(ids[0])).GetProperty("status").GetString());
        Assert.Equal("ready", (await _english.WaitAsync(ids[1])).GetProperty("status").GetString());
        using var retried = await _english.PostAsJsonAsync($"/api/v1/documents/{ids[0]}/retry", new { password = "sesame" });
        await retried.JsonAsync(202);
        Assert.Equal("ready", (await _english.WaitAsync(ids[0])).GetProperty("status").GetString());
        // It is not kept: the next reading has to ask again, and what was read stays.
        using var again = await _english.PostAsJsonAsync($"/api/v1/documents/{ids[0]}/reread", new { keepPageFurniture = true });
        await again.JsonAsync(202);
        JsonElement reread;
        while ((reread = await _english.GetFromJsonAsync<JsonElement>($"/api/v1/documents/{ids[0]}/reread")).GetProperty("status").GetString() is "waiting" or "reading")
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Equal(ReadingOutcome.Encrypted, reread.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal("ready", (await _english.WaitAsync(ids[0])).GetProperty("status").GetString());
        foreach (var file in Directory.EnumerateFiles(application.DataPath, "kb.db*"))
        {
            await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[open.Length];
            await open.ReadExactlyAsync(bytes, TestContext.Current.CancellationToken);
            Assert.Equal(-1, bytes.AsSpan().IndexOf("sesame"u8));
        }
    }

    private async Task<JsonElement> ErrorAsync(Guid collection, Case file, string language)
    {
        using var client = application.ClientOf(KnowledgeBaseApplication.AdminKey, language);
        using var uploaded = await client.UploadAsync(collection, "?onDuplicate=keep", (file.Name, file.Make()));
        var result = JsonDocument.Parse(await uploaded.Content.ReadAsStringAsync()).RootElement.GetProperty("results")[0];
        // Refused at once, or received and then not read.
        if (result.GetProperty("document") is not { ValueKind: JsonValueKind.Object } document) return result.GetProperty("error");
        var id = document.GetProperty("id").GetGuid();
        await client.WaitAsync(id);
        if (file.Password is not null)
        {
            using var retried = await client.PostAsJsonAsync($"/api/v1/documents/{id}/retry", new { password = file.Password });
            await retried.JsonAsync(202);
        }

        var failed = await client.WaitAsync(id);
        Assert.Contains(failed.GetProperty("status").GetString(), new[] { "failed", "quarantined" });
        return failed.GetProperty("error");
    }

    private static byte[] Scan() => PdfBytes.OnePage(
        "q 595 0 0 842 0 0 cm /I Do Q", "/XObject<</I 6 0 R>>",
        more: (6, PdfBytes.Stream([.. Enumerable.Repeat((byte)200, 100 * 140)], "/Type/XObject/Subtype/Image/Width 100/Height 140/BitsPerComponent 8/ColorSpace/DeviceGray", compress: true)));

    private static string Text(string key, string language) => new ResourceManager(typeof(ErrorTexts).FullName!, typeof(ErrorTexts).Assembly).GetString(key, CultureInfo.GetCultureInfo(language))!;

    private static void Restore(ReadingOptions options, byte[] usual)
    {
        var before = JsonSerializer.Deserialize<ReadingOptions>(usual)!;
        foreach (var property in typeof(ReadingOptions).GetProperties()) property.SetValue(options, property.GetValue(before));
    }

    private sealed record Case(string Name, Func<byte[]> Make, Action<ReadingOptions>? Limits = null, string? Password = null);
}
