using System.Buffers;
using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace KnowledgeBase.Core.Tables;

/// <summary>CSV by RFC 4180, with the separators and encodings that spreadsheets of different countries write.</summary>
internal static class CsvFile
{
    private static readonly string[] Delimiters = [",", ";", "\t"];
    private static readonly SearchValues<char> Quoted = SearchValues.Create("\",\r\n'\t ;");
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);

    static CsvFile() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <exception cref="TableException">table_encoding or table_quotes, with the row.</exception>
    public static IEnumerable<TableRow> Read(byte[] bytes)
    {
        var text = Decode(bytes);
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            HasHeaderRecord = false,
            IgnoreBlankLines = false,
            Delimiter = DelimiterOf(text),
            BadDataFound = null,
            Mode = CsvMode.RFC4180,
        };
        using var parser = new CsvParser(new StringReader(text), configuration);
        var number = 0;
        while (parser.Read())
        {
            number++;
            if (parser.RawRecord.AsSpan().Count('"') % 2 != 0)
            {
                throw new TableException("table_quotes", $"A quotation mark in row {number} is not closed.", number);
            }

            yield return new TableRow(number, [.. (parser.Record ?? []).Select(FormulaGuard.Restore)]);
        }
    }

    /// <summary>In UTF-8 with a mark, without which Excel takes it for the system's encoding.</summary>
    public static void Write(Stream stream, IEnumerable<IReadOnlyList<string>> rows)
    {
        using var writer = new StreamWriter(stream, Utf8, leaveOpen: true);
        using var csv = new CsvWriter(writer, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\r\n" });
        foreach (var row in rows)
        {
            foreach (var cell in row)
            {
                var safe = FormulaGuard.Protect(cell);
                csv.WriteField(safe, safe.AsSpan().ContainsAny(Quoted));
            }

            csv.NextRecord();
        }
    }

    private static string Decode(byte[] bytes)
    {
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            return (bytes[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode).GetString(bytes, 2, bytes.Length - 2);
        }

        var start = bytes is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
        try
        {
            return Whole(Utf8.GetString(bytes, start, bytes.Length - start));
        }
        catch (DecoderFallbackException) when (start == 0)
        {
            try
            {
                return Whole(Encoding.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback).GetString(bytes));
            }
            catch (DecoderFallbackException e)
            {
                throw Undecodable(bytes, e.Index, e);
            }
        }
        catch (DecoderFallbackException e)
        {
            throw Undecodable(bytes, start + e.Index, e);
        }
    }

    /// <summary>NUL is in no text; a picture or a program has some.</summary>
    private static string Whole(string text) => text.IndexOf('\0', StringComparison.Ordinal) is >= 0 and var index
        ? throw new TableException("table_encoding", "The file is not text.", 1 + text.AsSpan(0, index).Count('\n'))
        : text;

    private static TableException Undecodable(byte[] bytes, int index, Exception inner)
    {
        var line = 1 + bytes.AsSpan(0, Math.Clamp(index, 0, bytes.Length)).Count((byte)'\n');
        return new TableException("table_encoding", $"Line {line} is neither UTF-8 nor GB18030.", line, innerException: inner);
    }

    /// <summary>What separates the cells of the first line: comma, semicolon or tab.</summary>
    private static string DelimiterOf(string text)
    {
        var end = text.IndexOfAny(['\r', '\n']);
        var header = end < 0 ? text : text[..end];
        return Delimiters.MaxBy(delimiter => header.Split(delimiter).Length)!;
    }
}
