using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace KnowledgeBase.Web.Operations;

/// <summary>One instrument: a value, or a histogram, per combination of its labels.</summary>
internal sealed class MetricSeries(Instrument instrument)
{
    // The route of a request is one of ours, but a method can be any word: what would grow without end is not counted.
    private const int MostCombinations = 2000;

    private static readonly double[] Seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    private readonly ConcurrentDictionary<string, Cell> _cells = new(StringComparer.Ordinal);
    private readonly bool _isHistogram = IsA(instrument, typeof(Histogram<>));
    private readonly bool _isCounter = IsA(instrument, typeof(Counter<>)) || IsA(instrument, typeof(ObservableCounter<>));
    private readonly bool _isTotal = IsA(instrument, typeof(ObservableCounter<>)) || IsA(instrument, typeof(ObservableUpDownCounter<>)) || IsA(instrument, typeof(ObservableGauge<>)) || IsA(instrument, typeof(Gauge<>));

    public string Name { get; } = NameOf(instrument);

    public void Add(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = Labels(tags);
        if (!_cells.TryGetValue(labels, out var cell))
        {
            if (_cells.Count >= MostCombinations)
            {
                return;
            }

            cell = _cells.GetOrAdd(labels, static _ => new Cell());
        }

        lock (cell)
        {
            cell.Sum = _isTotal ? value : cell.Sum + value;
            cell.Count++;
            var bucket = 0;
            while (bucket < Seconds.Length && value > Seconds[bucket])
            {
                bucket++;
            }

            cell.Buckets[bucket]++;
        }
    }

    public void Write(TextWriter text)
    {
        text.WriteLine($"# HELP {Name} {(instrument.Description ?? instrument.Name).ReplaceLineEndings(" ").Replace("\\", "\\\\", StringComparison.Ordinal)}");
        text.WriteLine($"# TYPE {Name} {(_isHistogram ? "histogram" : _isCounter ? "counter" : "gauge")}");
        foreach (var (labels, cell) in _cells.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            lock (cell)
            {
                if (_isHistogram)
                {
                    WriteHistogram(text, labels, cell);
                }
                else
                {
                    text.WriteLine($"{Name}{(labels.Length > 0 ? $"{{{labels}}}" : "")} {Number(cell.Sum)}");
                }
            }
        }
    }

    private void WriteHistogram(TextWriter text, string labels, Cell cell)
    {
        var (before, total) = (labels.Length > 0 ? labels + "," : "", 0L);
        for (var i = 0; i <= Seconds.Length; i++)
        {
            total += cell.Buckets[i];
            text.WriteLine($"{Name}_bucket{{{before}le=\"{(i < Seconds.Length ? Number(Seconds[i]) : "+Inf")}\"}} {total}");
        }

        text.WriteLine($"{Name}_sum{(labels.Length > 0 ? $"{{{labels}}}" : "")} {Number(cell.Sum)}");
        text.WriteLine($"{Name}_count{(labels.Length > 0 ? $"{{{labels}}}" : "")} {cell.Count}");
    }

    private static bool IsA(Instrument instrument, Type type) => instrument.GetType() is { IsGenericType: true } own && own.GetGenericTypeDefinition() == type;

    private static string NameOf(Instrument instrument)
    {
        var name = Word(instrument.Name);
        var unit = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        name = name.EndsWith(unit, StringComparison.Ordinal) ? name : name + unit;
        var counts = IsA(instrument, typeof(Counter<>)) || IsA(instrument, typeof(ObservableCounter<>));
        return counts && !name.EndsWith("_total", StringComparison.Ordinal) ? name + "_total" : name;
    }

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in tags)
        {
            var shown = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            text.Append(text.Length > 0 ? "," : "").Append(Word(name)).Append("=\"")
                .Append(shown.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).ReplaceLineEndings("\\n")).Append('"');
        }

        return text.ToString();
    }

    private static string Word(string name) => string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);

    private sealed class Cell
    {
        public double Sum { get; set; }

        public long Count { get; set; }

        public long[] Buckets { get; } = new long[Seconds.Length + 1];
    }
}
