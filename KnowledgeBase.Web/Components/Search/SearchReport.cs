using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using KnowledgeBase.Core.Search;
using KnowledgeBase.Core.Tables;
using KnowledgeBase.Web.Components.Documents;
using KnowledgeBase.Web.Resources;
using Microsoft.Extensions.Localization;

namespace KnowledgeBase.Web.Components.Search;

/// <summary>Hits as a table for spreadsheets, or as a Word document of quotations with their sources, in the reader's language.</summary>
public sealed class SearchReport(IStringLocalizer<SearchTexts> texts, IStringLocalizer<SharedTexts> shared)
{
    private static readonly string[] Columns =
        ["ColumnRank", "ColumnDocument", "ColumnCollection", "ColumnClause", "ColumnPath", "ColumnPage", "ColumnCosine", "ColumnWords", "ColumnSum", "ColumnPercentile", "ColumnText", "ColumnLink"];

    /// <param name="names">Names of the collections.</param>
    /// <param name="origin">The application's address, for links: scheme and host.</param>
    public byte[] Table(TableFormat format, SearchResult result, IReadOnlyDictionary<Guid, string> names, string origin) => TableWriter.Write(
        format, texts["Title"],
        result.Hits.Select<SearchHit, IReadOnlyList<string>>((hit, i) =>
        [
            (i + 1).ToString(CultureInfo.InvariantCulture), hit.DocumentName, names.GetValueOrDefault(hit.CollectionId, ""), hit.Label ?? "",
            string.Join(" › ", hit.HeadingPath), hit.Page?.ToString(CultureInfo.InvariantCulture) ?? "", Number(hit.Cosine), Number(hit.Scores.Keyword),
            Number(hit.Scores.Fused), Number(hit.Percentile), hit.Text, origin + DocumentLinks.ToChunk(hit.DocumentId, hit.ChunkId),
        ]).Prepend([.. Columns.Select(column => texts[column].Value)]));

    /// <inheritdoc cref="Table"/>
    /// <param name="question">What was asked.</param>
    public byte[] Word(string question, SearchResult result, IReadOnlyDictionary<Guid, string> names, string origin)
    {
        using var stream = new MemoryStream();
        using (var word = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            var main = word.AddMainDocumentPart();
            var body = new Body(Line(texts["Title"], isStrong: true, size: 32), Line($"“{question}”"), Line(texts.GetString("ReportCount", result.Hits.Count, result.ScannedChunks), isSmall: true));
            foreach (var (hit, i) in result.Hits.Select((hit, i) => (hit, i)))
            {
                var source = string.Join(texts["CitationComma"], new[] { hit.DocumentName, hit.Label, hit.Page is { } page ? shared["Page", page].Value : null }.OfType<string>());
                body.Append(Line($"{i + 1}. {source}", isStrong: true));
                body.Append(Line(
                    string.Join(" · ", new[]
                    {
                        $"{shared["Cosine"]} {Number(hit.Cosine)}", hit.Scores.Keyword is { } words ? texts["Keyword", Number(words)].Value : null,
                        hit.Scores.Fused is { } fused ? texts["Fused", Number(fused)].Value : null, names.GetValueOrDefault(hit.CollectionId), string.Join(" › ", hit.HeadingPath),
                    }.Where(part => !string.IsNullOrEmpty(part))),
                    isSmall: true));
                foreach (var line in hit.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                {
                    body.Append(Line(line));
                }

                var link = main.AddHyperlinkRelationship(new Uri(origin + DocumentLinks.ToChunk(hit.DocumentId, hit.ChunkId)), isExternal: true);
                body.Append(new Paragraph(new Hyperlink(Text(texts["ReportOpen"], isStrong: false, isSmall: true, size: null)) { Id = link.Id }));
            }

            main.Document = new Document(body);
        }

        return stream.ToArray();
    }

    private static string Number(double? value) => value?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "";

    private static Paragraph Line(string text, bool isStrong = false, bool isSmall = false, int? size = null)
    {
        var properties = new ParagraphProperties(new SpacingBetweenLines { Before = isStrong ? "240" : "0", After = "80" });
        if (isStrong)
        {
            properties.PrependChild(new KeepNext());
        }

        return new Paragraph(properties, Text(text, isStrong, isSmall, size));
    }

    /// <summary>Control characters that a Word file cannot hold are left out.</summary>
    private static Run Text(string text, bool isStrong, bool isSmall, int? size)
    {
        var properties = new RunProperties();
        if (isStrong)
        {
            properties.Append(new Bold());
        }

        if (isSmall)
        {
            properties.Append(new Color { Val = "5F6B7A" });
        }

        properties.Append(new FontSize { Val = (size ?? (isSmall ? 18 : 21)).ToString(CultureInfo.InvariantCulture) });
        return new Run(properties, new Text(string.Concat(text.Where(character => !char.IsControl(character) || character == '\t'))) { Space = SpaceProcessingModeValues.Preserve });
    }
}
