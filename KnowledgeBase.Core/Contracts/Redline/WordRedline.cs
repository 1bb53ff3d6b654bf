using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using KnowledgeBase.Core.Documents.Reading;

namespace KnowledgeBase.Core.Contracts.Redline;

/// <summary>
/// Writes the differences of two Word files into the first as native tracked changes: accept all and it says what the
/// second says, reject all and it is the first again. Form, headers and footers are the first's. What is moved is struck
/// at one place and put in at the other: move marks have made Word refuse files.
/// </summary>
public sealed class WordRedline(TimeProvider time)
{
    private const int MaximumErrors = 1000;

    /// <param name="author">Shown in Word beside every change.</param>
    /// <exception cref="RedlineException">It cannot be done safely; the code says why.</exception>
    /// <exception cref="DocumentReadingException">A file is damaged, encrypted or hostile.</exception>
    public RedlineResult Write(byte[] original, byte[] revised, string author, CancellationToken cancellationToken)
    {
        var (first, second) = (RedlinePackage.Open(original, cancellationToken), RedlinePackage.Open(revised, cancellationToken));
        var hadChanges = RevisionAcceptance.Apply(first.Body, accept: true) | RevisionAcceptance.Apply(second.Body, accept: true);
        var (before, after) = (RedlineViews.Of(first.Body, accept: true), RedlineViews.Of(second.Body, accept: true));

        var marks = new RedlineMarks(author, time.GetUtcNow(), first.GreatestId);
        var formatting = new ImportedFormatting(first.Styles, first.Numbering, second.Styles, second.Numbering);
        new RedlineBody(marks, formatting, cancellationToken).Mark(first.Body, second.Body);

        // Trust is the point of a redline, so both ways are walked before anybody gets the file.
        Check(RedlineViews.Of(first.Body, accept: false), before, "rejecting");
        Check(RedlineViews.Of(first.Body, accept: true), after, "accepting");
        var file = first.Write(formatting.NumberingIsNew ? formatting.Numbering : null);
        Validate(original, file, cancellationToken);
        return new RedlineResult(file, marks.Insertions, marks.Deletions, hadChanges, [.. LeftOut(first, second)]);
    }

    private static IEnumerable<string> LeftOut(RedlinePackage first, RedlinePackage second)
    {
        if (first.TextOf("/header", "/footer") != second.TextOf("/header", "/footer")) yield return RedlineResult.Headers;
        if (first.TextOf("/footnotes", "/endnotes") != second.TextOf("/footnotes", "/endnotes")) yield return RedlineResult.Notes;
    }

    private static void Check(List<string> found, List<string> wanted, string way)
    {
        if (!found.SequenceEqual(wanted, StringComparer.Ordinal))
        {
            var at = found.Zip(wanted).TakeWhile(pair => pair.First == pair.Second).Count();
            throw new RedlineException(
                RedlineException.CheckFailed, $"After {way} all changes, paragraph {at + 1} of {wanted.Count} would differ; {found.Count} paragraphs were made.");
        }
    }

    private static void Validate(byte[] original, byte[] made, CancellationToken cancellationToken)
    {
        var known = Errors(original, cancellationToken).Select(error => error.Id).ToHashSet(StringComparer.Ordinal);
        if (Errors(made, cancellationToken).FirstOrDefault(error => !known.Contains(error.Id)) is { } error)
        {
            throw new RedlineException(RedlineException.Invalid, $"{error.Id} at {error.Path?.XPath}");
        }
    }

    private static List<ValidationErrorInfo> Errors(byte[] file, CancellationToken cancellationToken)
    {
        try
        {
            using var stream = new MemoryStream(file);
            using var word = WordprocessingDocument.Open(stream, isEditable: false);
            return [.. new OpenXmlValidator(FileFormatVersions.Office2019) { MaxNumberOfErrors = MaximumErrors }.Validate(word, cancellationToken)];
        }
        catch (Exception refused) when (refused is OpenXmlPackageException or InvalidDataException or IOException or System.Xml.XmlException)
        {
            throw new RedlineException(RedlineException.Invalid, "The library that checks Word files cannot open it.", refused);
        }
    }
}
