using KnowledgeBase.Core.Documents;

namespace KnowledgeBase.Tests.Documents;

public sealed class DocumentNameTests
{
    [Theory]
    [InlineData("采购合同.docx", "采购合同.docx")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\Users\\me\\合同.pdf", "合同.pdf")]
    [InlineData("a\0b\r\n.txt", "ab.txt")]
    [InlineData("evil\u202Efdp.exe", "evilfdp.exe")]
    [InlineData("  ", "document")]
    [InlineData("..", "..")]
    [InlineData("--help.pdf", "--help.pdf")]
    [InlineData("$(id).docx", "$(id).docx")]
    public void ShowsTheLastPartWithoutControlCharacters(string given, string expected) => Assert.Equal(expected, DocumentName.Clean(given));

    [Fact]
    public void CutsLongNamesButKeepsTheExtension()
    {
        var name = DocumentName.Clean(new string('长', 500) + ".docx");
        Assert.Equal(200, name.Length);
        Assert.EndsWith("….docx", name, StringComparison.Ordinal);
    }
}
