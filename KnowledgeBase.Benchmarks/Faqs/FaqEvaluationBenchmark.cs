using System.Globalization;
using KnowledgeBase.Core.Embeddings;
using KnowledgeBase.Core.Evaluation;
using KnowledgeBase.Core.Faqs.Tables;
using KnowledgeBase.Core.Tables;

namespace KnowledgeBase.Benchmarks.Faqs;

/// <summary>
/// Asks the fixture's questions by words, by meaning and by both, and prints the table of docs/faq.md. Weight and
/// threshold are chosen on the even questions; what is printed for them is measured on the odd ones.
/// </summary>
internal static class FaqEvaluationBenchmark
{
    private static readonly double[] Weights = [0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 1];
    private static readonly string[] Instructions = ["", "用于客服意图识别：", "Instruct: Given a customer's question, find the FAQ entry that answers it\nQuery:"];

    public static async Task<int> RunAsync(string folder)
    {
        await using var host = await FaqHost.StartAsync();
        var entries = FaqTable.Read(TableReader.Read(await File.ReadAllBytesAsync(Path.Combine(folder, "entries.csv"))), Core.Faqs.FaqStatus.Published);
        await using (var file = File.OpenRead(Path.Combine(folder, "entries.csv")))
        {
            await host.ImportAsync(file, entries.Sum(entry => 1 + entry.Content.Phrasings.Count));
        }

        await using var questions = File.OpenRead(Path.Combine(folder, "questions.csv"));
        var set = await host.Get<EvaluationSets>().ImportAsync(host.Collection, "fixture", questions, "benchmark", CancellationToken.None);
        var model = host.Get<IEmbeddingEngine>().Status.Model!;
        Console.WriteLine($"{entries.Count} entries, {set.QuestionCount} questions; model {model.Name} ({model.Sha256[..12]}, {model.Dimensions} dimensions)\n");

        var byWeight = new List<(double Weight, IReadOnlyList<EvaluationOutcome> Outcomes)>();
        foreach (var weight in Weights)
        {
            byWeight.Add((weight, await OutcomesAsync(host, set, new EvaluationConfiguration("", 0, weight, 0))));
        }

        Console.WriteLine("| weight of meaning | Top-1 chosen on | Top-1 | Top-3 | MRR |\n|---|---|---|---|---|");
        foreach (var (weight, outcomes) in byWeight)
        {
            var (tuned, measured) = (RetrievalMetrics.Of(Part(outcomes, 0), 0), RetrievalMetrics.Of(Part(outcomes, 1), 0));
            Console.WriteLine($"| {Number(weight)} | {Share(tuned.Top1)} | {Share(measured.Top1)} | {Share(measured.Top3)} | {measured.MeanReciprocalRank.ToString("0.000", CultureInfo.InvariantCulture)} |");
        }

        var best = byWeight.MaxBy(item => RetrievalMetrics.Of(Part(item.Outcomes, 0), 0).Top1 + (1e-3 * RetrievalMetrics.Of(Part(item.Outcomes, 0), 0).MeanReciprocalRank));
        Console.WriteLine($"\nChosen weight: {Number(best.Weight)}\n");
        Console.WriteLine("| all questions | words alone | meaning alone | both |\n|---|---|---|---|");
        var (words, meaning) = (byWeight[0].Outcomes, byWeight[^1].Outcomes);
        Row("Top-1", metrics => metrics.Top1);
        Row("Top-3", metrics => metrics.Top3);
        Row("MRR", metrics => metrics.MeanReciprocalRank);
        foreach (var category in best.Outcomes.Select(outcome => outcome.Question.Category).Distinct().Order(StringComparer.Ordinal))
        {
            Console.WriteLine($"| Top-1, {category} ({best.Outcomes.Count(outcome => outcome.Question.Category == category)}) | {Of(words)} | {Of(meaning)} | {Of(best.Outcomes)} |");

            string Of(IReadOnlyList<EvaluationOutcome> outcomes) => Share(RetrievalMetrics.Of([.. outcomes.Where(outcome => outcome.Question.Category == category)], 0).Top1);
        }

        Compare("both against meaning alone", meaning, best.Outcomes);
        Compare("both against words alone", words, best.Outcomes);
        // The threshold is for what is served by default, not for the best weight of this fixture.
        var served = byWeight.Single(item => item.Weight == Core.Faqs.FaqSettings.Default.VectorWeight).Outcomes;
        Console.WriteLine("\n| threshold | precision, chosen on | coverage, chosen on | precision | coverage |\n|---|---|---|---|---|");
        for (var threshold = 0.4; threshold < 0.86; threshold += 0.05)
        {
            var (tuned, measured) = (RetrievalMetrics.Of(Part(served, 0), threshold), RetrievalMetrics.Of(Part(served, 1), threshold));
            Console.WriteLine($"| {Number(threshold)} | {Share(tuned.Precision)} | {Share(tuned.Coverage)} | {Share(measured.Precision)} | {Share(measured.Coverage)} |");
        }

        foreach (var instruction in Instructions.Skip(1))
        {
            var prefixed = await OutcomesAsync(host, set, new EvaluationConfiguration(instruction, 0, best.Weight, 0));
            Compare($"prefix \"{instruction.Replace("\n", "\\n", StringComparison.Ordinal)}\" against none", best.Outcomes, prefixed);
        }

        return 0;

        void Row(string name, Func<RetrievalMetrics, double> value) => Console.WriteLine(
            $"| {name} | {Share(value(RetrievalMetrics.Of(words, 0)))} | {Share(value(RetrievalMetrics.Of(meaning, 0)))} | {Share(value(RetrievalMetrics.Of(best.Outcomes, 0)))} |");
    }

    private static async Task<IReadOnlyList<EvaluationOutcome>> OutcomesAsync(FaqHost host, EvaluationSet set, EvaluationConfiguration configuration)
    {
        var run = await host.Get<EvaluationSets>().StartAsync(set.Id, "", configuration, "benchmark", CancellationToken.None);
        host.Get<EvaluationRunner>().Wake();
        while ((await host.Get<EvaluationStore>().FindRunAsync(run.Id, CancellationToken.None))!.IsUnderWay)
        {
            await Task.Delay(200);
        }

        return await host.Get<EvaluationStore>().OutcomesAsync(run.Id, CancellationToken.None);
    }

    private static List<EvaluationOutcome> Part(IReadOnlyList<EvaluationOutcome> outcomes, int remainder) => [.. outcomes.Where((_, i) => i % 2 == remainder)];

    private static void Compare(string name, IReadOnlyList<EvaluationOutcome> before, IReadOnlyList<EvaluationOutcome> after)
    {
        var comparison = PairedComparison.Of(before, after);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"\n{name}: {100 * comparison.Gain:+0.0;-0.0} points Top-1 (95 % {100 * comparison.Low:+0.0;-0.0} to {100 * comparison.High:+0.0;-0.0}), won {comparison.Won.Count}, lost {comparison.Lost.Count}, McNemar p = {comparison.PValue:0.####}"));
    }

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Share(double? value) => value is { } share ? (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %" : "–";
}
