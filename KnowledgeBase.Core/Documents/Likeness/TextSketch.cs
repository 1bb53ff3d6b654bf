using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace KnowledgeBase.Core.Documents.Likeness;

/// <summary>
/// A text's fingerprint: a hash of all of it, and the smallest hashes of its shingles (eight characters each, of letters
/// and digits alone), from which the share of common shingles of any two texts is estimated (bottom-k MinHash).
/// </summary>
/// <param name="Hash">SHA-256 of the normalised text, lower-case hex.</param>
/// <param name="Shingles">How many different ones it has.</param>
/// <param name="Smallest">The smallest hashes, ascending; all of them in a short text.</param>
internal sealed record TextSketch(string Hash, int Shingles, ulong[] Smallest)
{
    /// <summary>Hashes that are kept: the estimate is within 0.06 of the truth in 19 of 20 pairs.</summary>
    public const int Size = 256;
    private const int ShingleLength = 8;

    /// <param name="text">Any text; letter case, white space and punctuation make no difference.</param>
    public static TextSketch Of(string text)
    {
        var normal = Normalise(text);
        var smallest = new SortedSet<ulong>();
        var seen = new HashSet<ulong>();
        for (var start = 0; start == 0 || start + ShingleLength <= normal.Length; start++)
        {
            var shingle = normal.AsSpan(start, Math.Min(ShingleLength, normal.Length - start));
            var hash = HashOf(shingle);
            if (!seen.Add(hash)) continue;
            if (smallest.Count < Size) smallest.Add(hash);
            else if (hash < smallest.Max && smallest.Add(hash)) smallest.Remove(smallest.Max);
        }

        return new TextSketch(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(normal))), seen.Count, [.. smallest]);
    }

    /// <summary>Estimated share of the shingles of both that are in both, 0 to 1; 1 for the same text.</summary>
    public double Similarity(TextSketch other)
    {
        if (Hash == other.Hash) return 1;
        var union = new SortedSet<ulong>(Smallest);
        union.UnionWith(other.Smallest);
        var (mine, others) = (Smallest.ToHashSet(), other.Smallest.ToHashSet());
        var sample = union.Take(Size).ToList();
        return sample.Count == 0 ? 0 : (double)sample.Count(hash => mine.Contains(hash) && others.Contains(hash)) / sample.Count;
    }

    public byte[] ToBytes()
    {
        var bytes = new byte[Smallest.Length * 8];
        for (var i = 0; i < Smallest.Length; i++) BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(i * 8), Smallest[i]);
        return bytes;
    }

    public static TextSketch FromBytes(string hash, int shingles, ReadOnlySpan<byte> bytes)
    {
        var smallest = new ulong[bytes.Length / 8];
        for (var i = 0; i < smallest.Length; i++) smallest[i] = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(i * 8)..]);
        return new TextSketch(hash, shingles, smallest);
    }

    /// <summary>The same on every machine and in every version, because it is stored.</summary>
    private static ulong HashOf(ReadOnlySpan<char> shingle)
    {
        var hash = 0xCBF29CE484222325UL;
        foreach (var c in shingle) hash = (hash ^ c) * 0x9E3779B97F4A7C15UL;
        hash = (hash ^ (hash >> 32)) * 0xD6E8FEB86659FD93UL;
        return hash ^ (hash >> 32);
    }

    private static string Normalise(string text)
    {
        var normal = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormKC))
        {
            if (char.IsLetterOrDigit(c) || char.IsSurrogate(c)) normal.Append(char.ToUpperInvariant(c));
        }

        return normal.ToString();
    }
}
