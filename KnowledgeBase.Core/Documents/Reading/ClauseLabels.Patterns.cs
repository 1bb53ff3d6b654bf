using System.Text.RegularExpressions;

#pragma warning disable MA0009 // Anchored, bounded and without nested repetition: linear in the length of a paragraph.

namespace KnowledgeBase.Core.Documents.Reading;

/// <content>The patterns. Every one is anchored and free of nested repetition, so that no input makes it slow.</content>
public static partial class ClauseLabels
{
    // After a label that touches its text: words that make it a reference in the middle of a sentence.
    private const string NoReference =
        "(?!约定|规定|所述|所列|所指|所称|项下|中|的|之|至|到|和|与|及|或|以|、|，|,|。|；|;|第|内|前|后|均|不|款|项|（|\\(|等|同|相|适用|执行|履行|办理|处理)";

    // After white space only what cannot begin a clause.
    private const string NoReferenceAfterSpace = "(?!约定|规定|所述|所列|所指|所称|项下|的|、|，|,)";

    // A number with one of these is a measure, an amount or a date.
    private const string NoUnit =
        "(?![%％‰‱\\d])(?!(?:万|亿|元|倍|个|年|月|日|天|小时|分钟|米|吨|公斤|千克|升|度|厘|角|折|成|寸|克|毫|美元|人民币|级|版|k|K|m|M|G|℃|x|X|million|billion|percent|times|hours|days|months|years)(?![A-Za-z]))";

    [GeneratedRegex("^第\\s?(?:" + Numeral + "|\\d){1,9}\\s?(?<unit>分编|编|部分|章|节|条)", RegexOptions.ExplicitCapture)]
    private static partial Regex UnitLabel();

    [GeneratedRegex("^(?<unit>PART|CHAPTER|ARTICLE|SECTION|SEC\\.|CLAUSE|§|SCHEDULE|EXHIBIT|ANNEX|APPENDIX)\\b|^(?<unit>§)", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex EnglishUnitLabel();

    [GeneratedRegex("^\\d{1,4}([.．]\\d{1,4}){1,8}[.．、]?$", RegexOptions.ExplicitCapture)]
    private static partial Regex DecimalLabel();

    [GeneratedRegex("^\\d{1,4}[.．、)）]?$", RegexOptions.ExplicitCapture)]
    private static partial Regex NumberLabel();

    [GeneratedRegex("^" + Numeral + "{1,5}[、.．)）]?$", RegexOptions.ExplicitCapture)]
    private static partial Regex ChineseNumberLabel();

    [GeneratedRegex(
        "^(?<label>第\\s?(?:" + Numeral + "{1,9}|\\d{1,4})\\s?(?:分编|编|部分|章|节|条)(?:之" + Numeral + "{1,3})?)"
        + "(?:$|[\\s:：.．]+" + NoReferenceAfterSpace + "|、(?!第)|" + NoReference + ")(?<text>.*)$",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex TypedUnit();

    [GeneratedRegex(
        "^(?<label>附(?:件|表|录|则|图)\\s?(?:" + Numeral + "{1,3}|\\d{1,3}|[A-Z](?![A-Za-z])))(?:$|[\\s:：、.．]+|(?=[《（(]))" + NoReference + "(?<text>.*)$",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex TypedAnnex();

    [GeneratedRegex(
        "^(?<label>[（(]\\s?(?:" + Numeral + "{1,4}|\\d{1,3}|[a-zA-Z]{1,2}|[ivxlc]{1,6}|[IVXLC]{1,6})\\s?[)）][、.．]?)"
        + "(?:$|(?=[\\s\\P{L}])|(?=\\p{Lo})|(?=\\p{Lu}))(?!\\s*(?:days?|months?|years?|business|working|calendar|percent|hours?|份|日|天|年)\\b)(?<text>.*)$",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex TypedParentheses();

    [GeneratedRegex("^(?<label>[①-⑳㈠-㈩])[、.．]?(?<text>.*)$", RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex TypedCircle();

    [GeneratedRegex(
        "^(?<label>\\d{1,3}(?:[.．]\\d{1,3}){1,6}(?:[.．、](?!\\d))?)(?:$|\\s+" + NoUnit + "|(?=[^\\s\\d])" + NoUnit + "(?![\\-–—~至/)）×*]))(?<text>.*)$",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex TypedDecimal();

    [GeneratedRegex(
        "^(?<label>\\d{1,3}(?:[、)）]|[.．](?!\\d)))(?<text>.*)$",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex TypedNumber();

    [GeneratedRegex(
        "^(?<label>(?:(?:PART|Part|CHAPTER|Chapter|ARTICLE|Article|SECTION|Section|Sec\\.|CLAUSE|Clause|SCHEDULE|Schedule|EXHIBIT|Exhibit|ANNEX|Annex|APPENDIX|Appendix)\\s{0,2}|§\\s{0,2})"
        + "(?:\\d{1,3}(?:\\.\\d{1,3}){0,4}|[IVXLC]{1,7}|[A-Z])(?:[.:](?=\\s|$)|(?=\\s*[-–—]\\s)|(?![A-Za-z0-9.(])))"
        + "(?:$|\\s*[-–—:]\\s*|\\s+(?![a-z(]))(?<text>.*)$",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex TypedEnglishUnit();

    [GeneratedRegex(
        "^(?<label>[A-Za-z][)）]|[A-Za-z]\\.(?=\\s+\\S)|(?:i{1,3}|iv|vi{0,3}|ix|x)[.)](?=\\s))(?<text>.*)$",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex TypedLetter();

    [GeneratedRegex("^(?<label>" + Numeral + "{1,4}、)(?!" + Numeral + "{1,3}[、和及])(?<text>.*)$", RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex TypedChineseNumber();
}
