using System.Net;
using System.Net.Sockets;
using System.Text;
using KnowledgeBase.Core.Documents.Reading;

namespace KnowledgeBase.Tests.Documents.Reading.Office;

/// <summary>Conversions by the real LibreOffice in its real sandbox.</summary>
public sealed class ConvertedDocumentReaderTests
{
    [Fact]
    public async Task AnOldWordFileReadsAsTheNewOneItWasMadeFrom()
    {
        var old = await Fixture.ReadAsync("contracts/purchase_zh_original.doc");
        var current = await Fixture.ReadAsync("contracts/purchase_zh_original.docx");
        Assert.Equal("libreoffice+openxml", old.Engine);
        Assert.Equal(current.Blocks.Select(block => block.Label), old.Blocks.Select(block => block.Label));
        Assert.Equal(current.PlainText.Replace(" ", "", StringComparison.Ordinal), old.PlainText.Replace(" ", "", StringComparison.Ordinal));
    }

    /// <summary>RTF is what many programs write under .doc. A linked picture is not fetched.</summary>
    [Fact]
    public async Task ReadsRichTextUnderTheNameOfAWordFileAndFetchesNothing()
    {
        using var canary = new TcpListener(IPAddress.Loopback, 0);
        canary.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)canary.LocalEndpoint).Port}/p.png";
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var rtf = @"{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fcharset134 SimSun;}}\f0 "
            + string.Concat(Encoding.GetEncoding("GB18030").GetBytes("第一条 合同标的").Select(b => $@"\'{b:x2}"))
            + @"\par{\field{\*\fldinst INCLUDEPICTURE """ + address + @""" \\d}{\fldrslt picture}}\par}";
        var text = await Fixture.ReadBytesAsync(Encoding.ASCII.GetBytes(rtf), "合同.doc");
        Assert.Equal("第一条 合同标的", text.Blocks[0].Line);
        Assert.False(canary.Pending());
    }

    [Fact]
    public async Task WithoutTheConverterTheFileIsRefusedByName() => Assert.Equal(
        ReadingOutcome.ConverterMissing,
        await Fixture.RefusalAsync(@"{\rtf1 a}"u8.ToArray(), "a.rtf", new ReadingOptions { SofficePath = "/nowhere/soffice" }));

    [Fact]
    public async Task OldFilesThatArePasswordProtectedOrTornAreNamedAsSuch()
    {
        var original = await File.ReadAllBytesAsync(Fixture.Path("contracts/purchase_zh_original.doc"), TestContext.Current.CancellationToken);
        Assert.Equal(ReadingOutcome.Corrupt, await Fixture.RefusalAsync(original[..1500], "a.doc"));

        var block = original.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xEC, 0xA5]);
        var locked = (byte[])original.Clone();
        locked[block + 11] |= 1;
        Assert.Equal(ReadingOutcome.Encrypted, await Fixture.RefusalAsync(locked, "a.doc"));

        var circle = (byte[])original.Clone();
        var table = (BitConverter.ToInt32(original, 76) + 1) * 512; // the first sector of the allocation table
        for (var i = 0; i < 128; i++) BitConverter.GetBytes(0).CopyTo(circle, table + (4 * i));
        Assert.Equal(ReadingOutcome.Corrupt, await Fixture.RefusalAsync(circle, "a.doc"));
    }
}
