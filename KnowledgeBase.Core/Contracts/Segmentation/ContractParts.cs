using System.Text.RegularExpressions;
using KnowledgeBase.Core.Documents.Reading;

#pragma warning disable MA0009 // Anchored and bounded.

namespace KnowledgeBase.Core.Contracts.Segmentation;

/// <summary>Tells what stands around the clauses: the parties above them, signatures and annexes below.</summary>
internal static partial class ContractParts
{
    private const int LongestSignatureLine = 80;

    /// <summary>Whether the numbered clauses can begin with such a number. Recitals (A), (B) and parties (1), (2) stand above them.</summary>
    public static bool BeginsClauses(DocumentBlock block) => ClauseLabels.KindOf(block.Label) switch
    {
        ClauseLabelKind.Part or ClauseLabelKind.Chapter or ClauseLabelKind.Section or ClauseLabelKind.Article => true,
        ClauseLabelKind.ChineseNumber or ClauseLabelKind.DecimalNumber or ClauseLabelKind.Number => true,
        _ => false,
    };

    /// <summary>A line at which the parties sign, or that says that they will.</summary>
    public static bool IsSignature(DocumentBlock block) =>
        string.IsNullOrEmpty(block.Label) && block.Kind is not BlockKind.Table && (Closing().IsMatch(block.Text)
            || (block.Text.Length <= LongestSignatureLine && !TextCleaning.EndsSentence(block.Text.TrimEnd(':', '：', ' ', '_')) && Signature().IsMatch(block.Text)));

    /// <summary>The heading of an annex; everything after it belongs to annexes.</summary>
    public static bool IsAnnex(DocumentBlock block) =>
        block.Kind is not (BlockKind.Table or BlockKind.TableOfContents or BlockKind.Footnote)
        && block.Line.Length <= 60
        && !TextCleaning.EndsSentence(block.Line)
        && (ClauseLabels.KindOf(block.Label) == ClauseLabelKind.Annex || Annex().IsMatch(block.Line));

    [GeneratedRegex(@"^\s*[(（]?(?:以下无正文|此页无正文|本页无正文|以下为签署页|签署页|签字页)|^\s*(?:IN WITNESS WHEREOF|SIGNED\s|EXECUTED\s|AS WITNESS\b|\[?Signature page)", RegexOptions.IgnoreCase)]
    private static partial Regex Closing();

    [GeneratedRegex(
        @"^\s*(?:甲|乙|丙|丁|买|卖|供|需|出租|承租|委托|受托|发包|承包|许可|被许可|转让|受让|借款|贷款|出借|用人|双)?(?:方|人|单位)?\s*[(（]?(?:盖章|签章|签字|签名|公章|章)[^。]*$"
        + @"|^\s*(?:甲|乙|丙|丁|买|卖|供|需|出租|承租|委托|受托|发包|承包|许可|被许可|转让|受让|借款|贷款|出借)(?:方|人)\s*[（(][^）)]{1,12}[）)]\s*[:：]\s*[_＿\s]*$"
        + @"|^\s*(?:甲|乙|丙|丁|买|卖|供|需)(?:方|人)\s*[:：]"
        + @"|^\s*(?:法定代表人|授权代表|委托代理人|负责人|代表人|经办人|签订日期|签署日期|签约日期|签订时间|签订地点|签约地点|日\s*期|开户银行|开户行|账\s*号|帐\s*号|地\s*址|电\s*话|联系人|邮\s*编)\b?[^。]{0,12}[:：]"
        + @"|^\s*(?:By|Name|Title|Date|Signature|Signed|Authori[sz]ed (?:signatory|representative)|For and on behalf of)\b[^.]{0,40}(?:[:：_]|$)"
        + @"|^\s*[_＿]{3,}|^\s*\S{0,6}年\s*月\s*日\s*$",
        RegexOptions.IgnoreCase)]
    private static partial Regex Signature();

    [GeneratedRegex(@"^\s*(?:附\s?(?:件|表|录|则)|附件清单|补充协议)\s*(?:[一二三四五六七八九十\d]{1,3})?\s*(?:[:：、.\s　]|$)|^\s*(?:schedule|exhibit|annex|appendix)\s+(?:\d{1,2}|[a-z]|[ivx]{1,4})\b", RegexOptions.IgnoreCase)]
    private static partial Regex Annex();
}
