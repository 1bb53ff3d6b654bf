using System.Buffers.Binary;
using System.Security.Cryptography;
using static KnowledgeBase.Tests.Documents.Reading.Pdf.PdfBytes;

namespace KnowledgeBase.Tests.Documents.Reading.Pdf;

/// <summary>Writes a PDF file of the standard security handler (40-bit RC4), the oldest that every program opens.</summary>
internal static class EncryptedPdf
{
    private static readonly byte[] Padding = Convert.FromHexString("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A");
    private static readonly byte[] Id = new byte[16];

    /// <param name="user">Opens the file; empty for one that anybody opens and only the owner may change.</param>
    public static byte[] Write(string user, string owner)
    {
        var permissions = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(permissions, -60);
        var ownerEntry = Rc4(Md5(Padded(owner))[..5], Padded(user));
        var key = Md5([.. Padded(user), .. ownerEntry, .. permissions, .. Id])[..5];
        var userEntry = Rc4(key, Padding);
        var content = Rc4(Md5([.. key, 4, 0, 0, 0, 0])[..10], Latin(Text));
        return PdfBytes.Write(
            $"/ID[<{Convert.ToHexString(Id)}><{Convert.ToHexString(Id)}>]/Encrypt 9 0 R",
            (1, Latin("<</Type/Catalog/Pages 2 0 R>>")),
            (2, Latin("<</Type/Pages/Kids[3 0 R]/Count 1>>")),
            (3, Latin("<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>")),
            (4, Stream(content)),
            (5, Latin(Font)),
            (9, Latin($"<</Filter/Standard/V 1/R 2/P -60/O<{Convert.ToHexString(ownerEntry)}>/U<{Convert.ToHexString(userEntry)}>>>")));
    }

    private static byte[] Padded(string password) => [.. Latin(password).Concat(Padding).Take(32)];

#pragma warning disable CA5351 // What the format asks for.
    private static byte[] Md5(byte[] data) => MD5.HashData(data);
#pragma warning restore CA5351

    private static byte[] Rc4(byte[] key, byte[] data)
    {
        var state = Enumerable.Range(0, 256).Select(i => (byte)i).ToArray();
        for (int i = 0, j = 0; i < 256; i++)
        {
            j = (j + state[i] + key[i % key.Length]) & 255;
            (state[i], state[j]) = (state[j], state[i]);
        }

        var result = new byte[data.Length];
        for (int n = 0, i = 0, j = 0; n < data.Length; n++)
        {
            i = (i + 1) & 255;
            j = (j + state[i]) & 255;
            (state[i], state[j]) = (state[j], state[i]);
            result[n] = (byte)(data[n] ^ state[(state[i] + state[j]) & 255]);
        }

        return result;
    }
}
