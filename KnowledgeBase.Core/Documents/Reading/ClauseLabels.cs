using System.Text.RegularExpressions;

namespace KnowledgeBase.Core.Documents.Reading;

/// <summary>What kind of number stands before a clause, outermost first.</summary>
public enum ClauseLabelKind
{
    None,

    /// <summary>第一编, 第一部分, PART I.</summary>
    Part,

    /// <summary>第一章, CHAPTER 1.</summary>
    Chapter,

    /// <summary>第一节.</summary>
    Section,

    /// <summary>附件一, Schedule 1.</summary>
    Annex,

    /// <summary>第七条, ARTICLE IV, Section 4.02.</summary>
    Article,

    /// <summary>一、.</summary>
    ChineseNumber,

    /// <summary>（一）.</summary>
    ChineseNumberInParentheses,

    /// <summary>4.2, 4.2.1: carries its parents in itself.</summary>
    DecimalNumber,

    /// <summary>1. or 1、 or 1).</summary>
    Number,

    /// <summary>（1）.</summary>
    NumberInParentheses,

    /// <summary>①.</summary>
    CircledNumber,

    /// <summary>(a), (iv), a).</summary>
    Letter,
}

/// <summary>Recognises the numbers that lawyers write before clauses, and tells them from sentences that only begin alike.</summary>
public static partial class ClauseLabels
{
    private const string Numeral = "[一二三四五六七八九十百千零〇○两壹贰叁肆伍陆柒捌玖拾佰]";

    /// <summary>
    /// Splits a typed label off the beginning of a paragraph: "第七条 违约责任" into "第七条" and "违约责任". A sentence that
    /// begins with a reference, a date, a rate or a length of time has no label: "第十条约定的违约金", "1.5%的违约金".
    /// </summary>
    /// <param name="line">A paragraph without leading white space.</param>
    public static bool TrySplit(string line, out string label, out string text)
    {
        foreach (var match in Candidates(line))
        {
            if (!match.Success) continue;
            label = match.Groups["label"].Value.TrimEnd();
            text = match.Groups["text"].Value.Trim();
            return true;
        }

        label = "";
        text = line;
        return false;
    }

    /// <summary>The kind of a label, typed or computed.</summary>
    public static ClauseLabelKind KindOf(string? label)
    {
        if (string.IsNullOrWhiteSpace(label)) return ClauseLabelKind.None;
        label = label.Trim();
        if (UnitLabel().Match(label) is { Success: true } unit)
        {
            return unit.Groups["unit"].Value switch
            {
                "编" or "分编" or "部分" => ClauseLabelKind.Part,
                "章" => ClauseLabelKind.Chapter,
                "节" => ClauseLabelKind.Section,
                _ => ClauseLabelKind.Article,
            };
        }

        if (EnglishUnitLabel().Match(label) is { Success: true } english)
        {
            return english.Groups["unit"].Value.ToUpperInvariant() switch
            {
                "PART" => ClauseLabelKind.Part,
                "CHAPTER" => ClauseLabelKind.Chapter,
                "ARTICLE" or "SECTION" or "SEC." or "CLAUSE" or "§" => ClauseLabelKind.Article,
                _ => ClauseLabelKind.Annex,
            };
        }

        if (label[0] == '附') return ClauseLabelKind.Annex;
        if (DecimalLabel().IsMatch(label)) return ClauseLabelKind.DecimalNumber;
        if (NumberLabel().IsMatch(label)) return ClauseLabelKind.Number;
        if (ChineseNumberLabel().IsMatch(label)) return ClauseLabelKind.ChineseNumber;
        if (label[0] is '(' or '（')
        {
            var inner = label.Trim('(', '（', ')', '）', ' ');
            return inner.Length == 0 ? ClauseLabelKind.None
                : inner.All(char.IsDigit) ? ClauseLabelKind.NumberInParentheses
                : char.IsAsciiLetter(inner[0]) ? ClauseLabelKind.Letter
                : ClauseLabelKind.ChineseNumberInParentheses;
        }

        return label[0] is (>= '①' and <= '⓿') or (>= '❶' and <= '➓') or (>= '㈠' and <= '㊿') ? ClauseLabelKind.CircledNumber
            : char.IsAsciiLetter(label[0]) ? ClauseLabelKind.Letter
            : ClauseLabelKind.None;
    }

    /// <summary>
    /// The heading level (1 to 5) of a labelled paragraph that reads like a title: a chapter, or an article with a
    /// short name and no full stop. 0 if it is running text.
    /// </summary>
    public static int HeadingLevel(string? label, string text)
    {
        var title = text.Length > 0 && text.Length <= (TextCleaning.IsCjk(text[0]) ? 24 : 70)
            && !TextCleaning.EndsSentence(text) && !text.Contains('，') && !text.Contains('。');
        return KindOf(label) switch
        {
            ClauseLabelKind.Part => 1,
            ClauseLabelKind.Chapter => 2,
            ClauseLabelKind.Section => 3,
            ClauseLabelKind.Annex => title || text.Length == 0 ? 2 : 0,
            ClauseLabelKind.Article => title || text.Length == 0 ? 4 : 0,
            ClauseLabelKind.ChineseNumber => title ? 4 : 0,
            ClauseLabelKind.Number => title && char.IsAsciiLetterUpper(text[0]) ? 4 : 0,
            _ => 0,
        };
    }

    private static IEnumerable<Match> Candidates(string line)
    {
        if (line.Length == 0) yield break;
        switch (line[0])
        {
            case '第':
                yield return TypedUnit().Match(line);
                break;
            case '附':
                yield return TypedAnnex().Match(line);
                break;
            case '(' or '（':
                yield return TypedParentheses().Match(line);
                break;
            case (>= '①' and <= '⑳') or (>= '㈠' and <= '㈩'):
                yield return TypedCircle().Match(line);
                break;
            default:
                if (char.IsDigit(line[0]))
                {
                    yield return TypedDecimal().Match(line);
                    yield return TypedNumber().Match(line);
                }
                else if (char.IsAsciiLetter(line[0]) || line[0] == '§')
                {
                    yield return TypedEnglishUnit().Match(line);
                    yield return TypedLetter().Match(line);
                }
                else
                {
                    yield return TypedChineseNumber().Match(line);
                }

                break;
        }
    }
}
