using System.Text.RegularExpressions;

namespace KnowledgeBase.Core.Search.Map;

/// <summary>Names the crowds of a map: k-means over the places, each named for the heading under which most of its passages stand.</summary>
internal static partial class MapClusters
{
    private const int Most = 14;
    private const int PassagesEach = 20;

    /// <summary>Share of a cluster's passages below which its most frequent heading says nothing about it.</summary>
    private const double Telling = 0.2;

    /// <returns>The clusters, and for each place the one it belongs to.</returns>
    public static (IReadOnlyList<MapCluster> Clusters, int[] Of) Find(IReadOnlyList<(float X, float Y)> places, IReadOnlyList<string?> headings)
    {
        var count = Math.Clamp(places.Count / PassagesEach, 1, Most);
        var of = new int[places.Count];
        var centres = Begin(places, count);
        for (var step = 0; step < 30; step++)
        {
            for (var i = 0; i < places.Count; i++)
            {
                of[i] = Nearest(centres, places[i]);
            }

            for (var c = 0; c < centres.Length; c++)
            {
                var own = places.Where((_, i) => of[i] == c).ToList();
                centres[c] = own.Count == 0 ? centres[c] : (own.Average(place => place.X), own.Average(place => place.Y));
            }
        }

        return ([.. centres.Select((centre, c) => new MapCluster(Name([.. headings.Where((_, i) => of[i] == c)]), centre.X, centre.Y, of.Count(own => own == c)))], of);
    }

    /// <summary>A heading without its number: 第七条 违约责任 and 十、违约责任 are one matter.</summary>
    public static string Matter(string heading) => Number().Replace(heading.Trim(), "").Trim();

    private static string Name(IReadOnlyList<string?> headings)
    {
        var most = headings.OfType<string>().Select(Matter).Where(heading => heading.Length is > 1 and < 40)
            .GroupBy(heading => heading, StringComparer.OrdinalIgnoreCase).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).FirstOrDefault();
        return most is not null && most.Count() >= headings.Count * Telling ? most.Key : "";
    }

    /// <summary>The first place, then always the one farthest from those chosen.</summary>
    private static (float X, float Y)[] Begin(IReadOnlyList<(float X, float Y)> places, int count)
    {
        List<(float X, float Y)> centres = [places[0]];
        while (centres.Count < count)
        {
            centres.Add(places.MaxBy(place => centres.Min(centre => Squared(centre, place))));
        }

        return [.. centres];
    }

    private static int Nearest((float X, float Y)[] centres, (float X, float Y) place)
    {
        var best = 0;
        for (var c = 1; c < centres.Length; c++)
        {
            best = Squared(centres[c], place) < Squared(centres[best], place) ? c : best;
        }

        return best;
    }

    private static float Squared((float X, float Y) a, (float X, float Y) b) => ((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y));

    [GeneratedRegex(
        @"^(第\s*[0-9一二三四五六七八九十百零〇]+\s*[条章节款部分]*|[（(]?[0-9一二三四五六七八九十]+[)）]?(\.[0-9]+)*[、.．:：]?|(article|section|clause|chapter|part)\s+[0-9ivx.]+[.:]?)\s*",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
