using KnowledgeBase.Core.Documents.Reading.Excel;
using KnowledgeBase.Core.Documents.Reading.Html;
using KnowledgeBase.Core.Documents.Reading.Office;
using KnowledgeBase.Core.Documents.Reading.Pdf;
using KnowledgeBase.Core.Documents.Reading.Plain;
using KnowledgeBase.Core.Documents.Reading.Tables;
using KnowledgeBase.Core.Documents.Reading.Word;
using KnowledgeBase.Core.Documents.Reading.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Core.Documents.Reading;

public static class ReadingServices
{
    /// <summary>The readers of every format, behind <see cref="IDocumentReading"/>.</summary>
    public static IServiceCollection AddReading(this IServiceCollection services)
    {
        services.AddOptions<ReadingOptions>().BindConfiguration(ReadingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IOfficeConverter>(provider => new SofficeConverter(provider.GetRequiredService<IOptions<ReadingOptions>>().Value));
        services.AddSingleton<PreviewPages>();
        services.AddSingleton<WorkerReading>();
        services.AddSingleton<ReadingCapabilities>();
        services.AddSingleton<IDocumentReading>(provider => provider.GetRequiredService<WorkerReading>());
        services.AddSingleton<IPageDrawing>(provider => provider.GetRequiredService<WorkerReading>());
        return services;
    }

    /// <summary>Every reader, in this process.</summary>
    internal static DirectReading Direct(ReadingOptions options)
    {
        var (word, excel) = (new WordDocumentReader(options), new ExcelDocumentReader(options));
        return new DirectReading(options,
        [
            word,
            excel,
            new ConvertedDocumentReader(new SofficeConverter(options), word, excel),
            new CsvDocumentReader(options),
            new HtmlDocumentReader(options),
            new PdfDocumentReader(options),
            new TextDocumentReader(options),
        ]);
    }
}
