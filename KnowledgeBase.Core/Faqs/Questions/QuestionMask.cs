using System.Text.RegularExpressions;

namespace KnowledgeBase.Core.Faqs.Questions;

/// <summary>
/// Takes out of a question what identifies its asker, before it is stored: e-mail addresses, ID and bank card numbers,
/// telephone numbers. Rather one order number too many than one person.
/// </summary>
public static partial class QuestionMask
{
    public const string Email = "[e-mail]";
    public const string Identity = "[ID]";
    public const string Card = "[card]";
    public const string Phone = "[phone]";

    public static string Apply(string question)
    {
        // Full-width digits and signs are digits to a reader; one character for one, so that nothing else moves.
        var text = string.Create(question.Length, question, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = source[i] is >= '！' and <= '～' && (char.IsDigit(source[i]) || source[i] is '＠' or '．' or '－' or '＋' or 'Ｘ' or 'ｘ') ? (char)(source[i] - 0xFEE0) : source[i];
            }
        });
        try
        {
            text = EmailPattern().Replace(text, Email);
            text = IdentityPattern().Replace(text, Identity);
            text = CardPattern().Replace(text, Card);
            return PhonePattern().Replace(text, Phone);
        }
        catch (RegexMatchTimeoutException)
        {
            // Made to be slow: nobody asks like that, and what was not searched is not stored.
            return "[…]";
        }
    }

    [GeneratedRegex(@"[\w.+-]+\s?@\s?[\w-]+(\.[\w-]+)+", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex EmailPattern();

    /// <summary>Mainland ID cards: 18 characters, the last perhaps X; 15 digits before 1999.</summary>
    [GeneratedRegex(@"(?<![0-9A-Za-z])([1-9][0-9]{5}[ -]?(19|20)[0-9]{2}[ -]?[01][0-9][0-3][0-9][ -]?[0-9]{3}[0-9Xx]|[1-9][0-9]{7}[01][0-9][0-3][0-9][0-9]{3})(?![0-9A-Za-z])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IdentityPattern();

    [GeneratedRegex(@"(?<![0-9])([0-9][ -]?){13,18}[0-9](?![0-9])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CardPattern();

    /// <summary>Mobile numbers with or without +86, groups and a masked middle; landlines with their area code; other countries' with +; 400 and 800 numbers.</summary>
    [GeneratedRegex(
        @"(?<![0-9])(((\+|00)86[ -]?)?1[3-9][0-9][ -]?[0-9*]{4}[ -]?[0-9]{4}|\(?0[1-9][0-9]{1,2}\)?[ -]?[1-9][0-9]{6,7}|\+[1-9]([ -]?[0-9]){7,13}|[48]00[ -]?[0-9]{3,4}[ -]?[0-9]{3,4}|\(?[2-9][0-9]{2}\)?[ -][0-9]{3}-[0-9]{4})(?![0-9])",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PhonePattern();
}
