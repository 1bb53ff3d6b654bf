using System.Globalization;
using KnowledgeBase.Benchmarks.Contracts;
using KnowledgeBase.Benchmarks.Ingestion;

// dotnet run --project KnowledgeBase.Benchmarks -c Release -- ingest [documents] [pages]
// dotnet run --project KnowledgeBase.Benchmarks -c Release -- contracts <folder> [documents] [pages]
switch (args)
{
    case ["ingest", .. var rest]:
        return await IngestionBenchmark.RunAsync(Number(rest, 0, 50), Number(rest, 1, 20));
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
        Console.Error.WriteLine("ingest [documents] [pages] | contracts <folder> [documents] [pages]");
        return 2;
}

static int Number(string[] rest, int index, int otherwise) => index < rest.Length ? int.Parse(rest[index], CultureInfo.InvariantCulture) : otherwise;
