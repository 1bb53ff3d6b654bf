using KnowledgeBase.Web.Components.Faqs;

namespace KnowledgeBase.Tests.Components.Faqs;

public sealed class SafeMarkdownTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("text <b onmouseover=alert(1)>x</b>")]
    [InlineData("<iframe src=javascript:alert(1)></iframe>")]
    [InlineData("<svg/onload=alert(1)>")]
    [InlineData("<!--><script>alert(1)</script-->")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](JaVaScRiPt:alert(1))")]
    [InlineData("[x](java\tscript:alert(1))")]
    [InlineData("[x](&#106;avascript:alert(1))")]
    [InlineData("[x](javascript&colon;alert(1))")]
    [InlineData("[x](data:text/html,<script>alert(1)</script>)")]
    [InlineData("[x](vbscript:msgbox(1))")]
    [InlineData("[x]( javascript:alert(1))")]
    [InlineData("![x](javascript:alert(1))")]
    [InlineData("![x](https://tracker.example/p.png)")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("[x]: javascript:alert(1)\n\n[x]")]
    [InlineData("[x](//evil.example)")]
    [InlineData("[x](https://ok.example \"onmouseover=alert(1)\")")]
    [InlineData("```<script>\n</script>```")]
    [InlineData("|a|\n|-|\n|<script>alert(1)</script>|")]
    public void AnAnswerCanDoNothing(string markdown)
    {
        var document = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(SafeMarkdown.ToHtml(markdown));
        Assert.Empty(document.QuerySelectorAll("script, img, iframe, svg, style, object, embed, form, link, meta, base"));
        foreach (var element in document.Body!.QuerySelectorAll("*"))
        {
            Assert.DoesNotContain(element.Attributes, attribute => attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase));
            if (element.GetAttribute("href") is { } href)
            {
                Assert.Matches("^(#|/[^/\\\\]|https?://|mailto:|tel:)", href + " ");
            }
        }
    }

    [Theory]
    [InlineData("**bold** and [help](https://help.example.com/a?b=1)", "<p><strong>bold</strong> and <a href=\"https://help.example.com/a?b=1\" target=\"_blank\" rel=\"noopener noreferrer nofollow\">help</a></p>\n")]
    [InlineData("1. one\n2. two", "<ol>\n<li>one</li>\n<li>two</li>\n</ol>\n")]
    [InlineData("a\nb", "<p>a<br />\nb</p>\n")]
    [InlineData("1 < 2 & 3", "<p>1 &lt; 2 &amp; 3</p>\n")]
    public void OrdinaryMarkdownStays(string markdown, string html) => Assert.Equal(html, SafeMarkdown.ToHtml(markdown));
}
