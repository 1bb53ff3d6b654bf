using KnowledgeBase.Core.Canonical;
using KnowledgeBase.Core.Contracts.Alignment;
using KnowledgeBase.Core.Contracts.Differences;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Documents.Reading;

namespace KnowledgeBase.Core.Contracts;

/// <summary>Compares two clause texts that come without their contracts.</summary>
internal static class TextComparer
{
    /// <summary>Below this share of common matter two clauses are about different things.</summary>
    private const double Related = 0.3;

    private const double SameWording = 0.5;

    public static TextComparison Compare(string a, string b)
    {
        var turned = string.CompareOrdinal(a, b) > 0;
        var (labelA, labelB) = (LabelOf(a), LabelOf(b));
        var (x, y) = (new CanonicalClause(a[labelA.End..], Lexicon.Default), new CanonicalClause(b[labelB.End..], Lexicon.Default));
        var verdict = turned ? ClauseComparer.Compare(y, x, _ => null) : ClauseComparer.Compare(x, y, _ => null);
        if (turned) verdict = verdict with { Findings = [.. verdict.Findings.Select(AlignmentBuilder.Mirror)] };
        if (verdict.Similarity < SameWording && verdict.Relation is not (ClauseRelation.Identical or ClauseRelation.Equal) && CommonMatter(x, y) < Related)
        {
            return new TextComparison { Relation = TextRelation.Unrelated, DifferenceKinds = [], Differences = [], Lexical = Math.Round(verdict.Similarity, 4) };
        }

        var differences = DifferenceRanges.Of(x, y, verdict, labelA.End, labelB.End);
        if (a[labelA.Start..labelA.End] != b[labelB.Start..labelB.End]) differences.Add(Numbering(a, labelA, b, labelB));
        return new TextComparison
        {
            Relation = verdict.Relation switch
            {
                ClauseRelation.Modified => TextRelation.Differs,
                ClauseRelation.Paraphrase => TextRelation.Paraphrase,
                _ => TextRelation.Equal,
            },
            DifferenceKinds = [.. differences.Where(item => item.Matters || item.Kind == DifferenceKind.Moved).Select(item => item.Kind).Distinct().Order()],
            Differences = differences,
            Lexical = Math.Round(verdict.Similarity, 4),
            Edits = verdict.Relation == ClauseRelation.Identical ? [] : DifferenceRanges.Edits(x, y, labelA.End, labelB.End),
        };
    }

    /// <summary>The clause's own number, （一） or 4.2, which is no part of what it says; an empty stretch when it has none.</summary>
    private static TextRange LabelOf(string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var line = end < 0 ? text : text[..end];
        if (ParagraphBlocks.OfTyped(TextCleaning.OneLine(line), null)?.Label is not { Length: > 0 } label) return new TextRange(0, 0);
        var start = line.IndexOf(label, StringComparison.Ordinal);
        return start < 0 || line[..start].Trim().Length > 0 || line[(start + label.Length)..].Trim().Length == 0 ? new TextRange(0, 0) : new TextRange(start, label.Length);
    }

    private static Difference Numbering(string a, TextRange labelA, string b, TextRange labelB) => new()
    {
        Kind = DifferenceKind.Numbering,
        Severity = Severity.Format,
        From = a[labelA.Start..labelA.End],
        To = b[labelB.Start..labelB.End],
        RangeA = labelA.Length == 0 ? null : labelA,
        RangeB = labelB.Length == 0 ? null : labelB,
    };

    /// <summary>0 to 1: what both are about, by words that mean something; figures, parties and duties are in every clause.</summary>
    internal static double CommonMatter(CanonicalClause a, CanonicalClause b)
    {
        var (x, y) = (ClauseFeatures.Of(a), ClauseFeatures.Of(b));
        var common = x.Sum(item => y.TryGetValue(item.Key, out var there) ? Math.Min(item.Value, there) : 0);
        var least = Math.Min(x.Values.Sum(), y.Values.Sum());
        var all = (x.Values.Sum() + y.Values.Sum()) / 2;
        // A short wording of a long clause has all its own matter in common.
        return least == 0 ? 0 : ((common / all) + (common / least)) / 2;
    }
}
