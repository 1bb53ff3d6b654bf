namespace KnowledgeBase.Core.Documents.Reading.Ocr;

/// <summary>Finds by how much a scanned page lies askew: at the right angle the lines of text stand out most in the sums of its rows.</summary>
internal static class Skew
{
    private const int SmallWidth = 620;
    private const double Most = 10;

    /// <summary>Degrees by which lines fall to the right; 0 where nothing tells.</summary>
    public static double Of(GrayBitmap page)
    {
        var points = DarkPoints(page, Math.Max(1, page.Width / SmallWidth), out var height);
        if (points.Count < 200) return 0;
        var best = Best(points, height, -Most, Most, 0.25);
        return Best(points, height, best - 0.25, best + 0.25, 0.05);
    }

    private static double Best(List<(int X, int Y)> points, int height, double from, double to, double step)
    {
        double best = 0, most = -1;
        for (var degrees = from; degrees <= to + 1e-9; degrees += step)
        {
            var sharpness = Sharpness(points, height, degrees);
            // Of angles that are as good the smaller one.
            if (sharpness > most || (sharpness == most && Math.Abs(degrees) < Math.Abs(best))) (best, most) = (degrees, sharpness);
        }

        return best;
    }

    private static double Sharpness(List<(int X, int Y)> points, int height, double degrees)
    {
        var slope = Math.Tan(degrees * Math.PI / 180);
        var rows = new int[(3 * height) + 1];
        foreach (var (x, y) in points)
        {
            var row = (int)Math.Round(y - (x * slope)) + height;
            if ((uint)row < (uint)rows.Length) rows[row]++;
        }

        double sum = 0;
        for (var i = 1; i < rows.Length; i++) sum += Math.Pow(rows[i] - rows[i - 1], 2);
        return sum;
    }

    private static List<(int, int)> DarkPoints(GrayBitmap page, int factor, out int height)
    {
        var width = page.Width / factor;
        height = page.Height / factor;
        var small = new byte[width * height];
        var histogram = new int[256];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var sum = 0;
                for (var dy = 0; dy < factor; dy++)
                {
                    for (var dx = 0; dx < factor; dx++) sum += page.Pixels[(((y * factor) + dy) * page.Width) + (x * factor) + dx];
                }

                histogram[small[(y * width) + x] = (byte)(sum / (factor * factor))]++;
            }
        }

        // Paper is what most of the page is; ink is well below it.
        var paper = Array.IndexOf(histogram, histogram.Max());
        var ink = Math.Max(40, paper - 60);
        var points = new List<(int, int)>();
        for (var i = 0; i < small.Length; i++)
        {
            if (small[i] < ink) points.Add((i % width, i / width));
        }

        return points;
    }
}
