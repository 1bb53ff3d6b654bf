using System.Globalization;
using KnowledgeBase.Benchmarks.Comparison;
using KnowledgeBase.Benchmarks.Contracts;
using KnowledgeBase.Benchmarks.Embeddings;
using KnowledgeBase.Benchmarks.Faqs;
using KnowledgeBase.Benchmarks.Ingestion;
using KnowledgeBase.Benchmarks.Reading;
using KnowledgeBase.Benchmarks.Search;
using KnowledgeBase.Core.Documents.Reading;

// dotnet run --project KnowledgeBase.Benchmarks -c Release -- ingest [documents] [pages]
// dotnet run --project KnowledgeBase.Benchmarks -c Release -- contracts <folder> [documents] [pages]
// dotnet run --project KnowledgeBase.Benchmarks -c Release -- search [sizes] [dimensions] [kinds|all] [folder with sqlite-vec]
// dotnet run --project KnowledgeBase.Benchmarks -c Release -- compare-time [contracts] [pages]
// dotnet run --project KnowledgeBase.Benchmarks -c Release -- contracts-score <folder with fixtures and pairs.jsonl> <output folder>
// dotnet run --project KnowledgeBase.Benchmarks -c Release -- embed [threads] [model.gguf|bundled] [folder with node-llama-cpp]
// dotnet run --project KnowledgeBase.Benchmarks -c Release -- random-model <0.6b|4b> <model.gguf>
// dotnet run --project KnowledgeBase.Benchmarks -c Release -- embed-shape <model.gguf> <folder with node-llama-cpp|-> [cells, such as 32x1,32x8] [rounds] [threads]
// dotnet run --project KnowledgeBase.Benchmarks -c Release -- embed-clients [model.gguf|bundled] [requests]
// dotnet run --project KnowledgeBase.Benchmarks -c Release -- embed-server [model.gguf|bundled] [requests] [rounds] [queries]
// dotnet run --project KnowledgeBase.Benchmarks -c Release -- embed-overhead [model.gguf|bundled] [chunks] [tokens]
// dotnet run --project KnowledgeBase.Benchmarks -c Release -- read <folder> <output folder> [manifest.json|-] [pdfium|poppler]
// dotnet run --project KnowledgeBase.Benchmarks -c Release -- read-score <folder with manifest.json and score.py> [folder with fixtures/edge and score_edge.py]
// dotnet run --project KnowledgeBase.Benchmarks -c Release -- read-long [pages] [rounds]
// dotnet run --project KnowledgeBase.Benchmarks -c Release -- read-word [paragraphs]
// dotnet run --project KnowledgeBase.Benchmarks -c Release -- faq-evaluate [folder with entries.csv and questions.csv]
// dotnet run --project KnowledgeBase.Benchmarks -c Release -- faq-match <KnowledgeBase.Web.dll> [sizes] [seconds]
switch (args)
{
    case ["ingest", .. var rest]:
        return await IngestionBenchmark.RunAsync(Number(rest, 0, 50), Number(rest, 1, 20));
    case ["embed", .. var rest]:
        var model = rest.Length > 1 && rest[1] != "bundled" ? rest[1] : "";
        return await EmbeddingBenchmark.RunAsync(model, Number(rest, 0, 1), rest.Length > 2 ? rest[2] : null);
    case ["random-model", var shape, var file]:
        RandomModel.Write(shape, file);
        return 0;
    case ["embed-shape", var gguf, var node, .. var rest]:
        return await ShapeBenchmark.RunAsync(
            gguf, node, (rest.Length > 0 ? rest[0] : "32x1,32x8,32x32,128x1,128x8,128x32,512x1,512x8,512x32,2048x1,2048x8,2048x32").Split(','), Number(rest, 1, 5), Number(rest, 2, 1));
    case ["embed-clients", .. var rest]:
        return await ConcurrencyBenchmark.RunAsync(rest.Length > 0 && rest[0] != "bundled" ? rest[0] : "", Number(rest, 1, 512));
    case ["embed-server", .. var rest]:
        return await ServerBenchmark.RunAsync(rest.Length > 0 && rest[0] != "bundled" ? rest[0] : "", Number(rest, 1, 512), Number(rest, 2, 3), Number(rest, 3, 200));
    case ["embed-overhead", .. var rest]:
        return await OverheadBenchmark.RunAsync(rest.Length > 0 && rest[0] != "bundled" ? rest[0] : "", Number(rest, 1, 256), Number(rest, 2, 256));
    case ["read-word", .. var rest]:
        return await LongWordBenchmark.RunAsync(Number(rest, 0, 3_000));
    case ["faq-evaluate", .. var rest]:
        return await FaqEvaluationBenchmark.RunAsync(rest.Length > 0 ? rest[0] : "KnowledgeBase.Tests/Fixtures/faqs");
    case ["faq-match", var web, .. var rest]:
        return await FaqMatchBenchmark.RunAsync(web, rest.Length > 0 ? [.. rest[0].Split(',').Select(size => int.Parse(size, CultureInfo.InvariantCulture))] : [200, 10_000], Number(rest, 1, 15));
    case ["read", var source, var output, .. var rest]:
        return await ReadingBenchmark.RunAsync(source, output, rest.Length > 0 && rest[0] != "-" ? rest[0] : null, rest.Length > 1 ? Enum.Parse<PdfEngine>(rest[1], ignoreCase: true) : default);
    case ["read-score", var documents, .. var rest]:
        return await ReadingScore.RunAsync(documents, rest.Length > 0 ? rest[0] : null);
    case ["read-long", .. var rest]:
        return await LongPdfBenchmark.RunAsync(Number(rest, 0, 600), Number(rest, 1, 3));
    case ["search", .. var rest]:
        return await SearchBenchmark.RunAsync(
            rest.Length > 0 ? [.. rest[0].Split(',').Select(size => int.Parse(size, CultureInfo.InvariantCulture))] : [10_000, 100_000],
            Number(rest, 1, 2560), rest.Length > 2 && rest[2] != "all" ? rest[2].Split(',') : SearchBenchmark.Kinds, rest.Length > 3 ? rest[3] : null);
    case ["compare-time", .. var rest]:
        return await ComparisonBenchmark.RunAsync(Number(rest, 0, 50), Number(rest, 1, 20));
    case ["contracts-score", var labelled, var predictions]:
        return await ContractsScore.RunAsync(labelled, predictions);
    case ["contracts", var folder, .. var rest]:
        Directory.CreateDirectory(folder);
        for (var number = 0; number < Number(rest, 0, 50); number++)
        {
            var contract = ContractGenerator.Write(number, Number(rest, 1, 20));
            var word = number % 2 == 0;
            await File.WriteAllBytesAsync(
                Path.Combine(folder, $"{contract.Title}.{(word ? "docx" : "pdf")}"), word ? WordContract.Write(contract) : PdfContract.Write(contract));
        }

        return 0;
    default:
        Console.Error.WriteLine("ingest [documents] [pages] | faq-evaluate [folder] | faq-match <KnowledgeBase.Web.dll> [sizes] [seconds] | embed [threads] [model.gguf|bundled] [folder with node-llama-cpp] | random-model <0.6b|4b> <model.gguf> | embed-shape <model.gguf> <folder with node-llama-cpp> [cells] [rounds] [threads] | embed-clients [model.gguf|bundled] [requests] | embed-server [model.gguf|bundled] [requests] [rounds] [queries] | embed-overhead [model.gguf|bundled] [chunks] [tokens] | search [sizes] [dimensions] [kinds|all] [folder with sqlite-vec] | contracts <folder> [documents] [pages] | compare-time [contracts] [pages] | contracts-score <folder> <output folder> | read <folder> <output folder> [manifest.json]");
        return 2;
}

static int Number(string[] rest, int index, int otherwise) => index < rest.Length ? int.Parse(rest[index], CultureInfo.InvariantCulture) : otherwise;
