using KnowledgeBase.Core.Canonical;

namespace KnowledgeBase.Core.Contracts.Alignment;

/// <summary>Weighs the words of every clause: what stands in few clauses tells more (inverse document frequency).</summary>
internal static class ClauseFeatures
{
    /// <summary>Gives all units of both sides their features.</summary>
    public static void Weigh(IReadOnlyCollection<AlignedUnit> units)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var raw = new List<(AlignedUnit Unit, Dictionary<string, double> Features)>(units.Count);
        foreach (var unit in units)
        {
            var features = Of(unit.Canonical);
            raw.Add((unit, features));
            foreach (var feature in features.Keys) counts[feature] = counts.GetValueOrDefault(feature) + 1;
        }

        foreach (var (unit, features) in raw)
        {
            unit.Features = features.ToDictionary(item => item.Key, item => item.Value * Math.Log(1 + ((double)units.Count / counts[item.Key])), StringComparer.Ordinal);
        }
    }

    /// <summary>The words of one clause with what their kind weighs; Chinese characters in overlapping pairs.</summary>
    public static Dictionary<string, double> Of(CanonicalClause clause)
    {
        var features = new Dictionary<string, double>(StringComparer.Ordinal);
        Token? before = null;
        foreach (var token in clause.Content)
        {
            var weight = token.Kind switch
            {
                TokenKind.Function or TokenKind.Reference => 0,
                TokenKind.Logic or TokenKind.Modality => 0.2,
                TokenKind.Party or TokenKind.Negation or TokenKind.Threshold => 0.5,
                TokenKind.Concept or TokenKind.Term or TokenKind.Scope or TokenKind.Forum => 1.5,
                TokenKind.Word => token.Key[0] < '\u2E80' || token.Key.Length > 1 ? 1.2 : 0.25,
                _ => 0.8,
            };
            if (weight > 0) Add(token.Key, weight);
            // 仲裁 and 法院 are about the same matter, as are 定金 and 押金.
            if (token.Kind == TokenKind.Forum) Add("class:forum", 1);
            else if (token.Kind == TokenKind.Term || (token.Kind == TokenKind.Scope && token.Unit is "loss" or "base" or "tax")) Add("class:" + token.Unit, 1);
            if (IsCharacter(token) && before is not null && IsCharacter(before) && before.End == token.Start) Add(before.Key + token.Key, 1.2);
            before = token;
        }

        return features;

        void Add(string key, double weight)
        {
            // Said twice is not twice as telling.
            features[key] = features.TryGetValue(key, out var there) ? there + (weight / 2) : weight;
        }
    }

    private static bool IsCharacter(Token token) => token.Kind == TokenKind.Word && token.Key[0] >= '\u2E80' && token.Key.Length == 1;
}
