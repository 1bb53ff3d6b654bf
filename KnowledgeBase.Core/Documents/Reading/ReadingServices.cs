using KnowledgeBase.Core.Documents.Reading.Plain;
using KnowledgeBase.Core.Documents.Reading.Word;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Core.Documents.Reading;

public static class ReadingServices
{
    /// <summary>The readers of every format, behind <see cref="IDocumentReading"/>.</summary>
    public static IServiceCollection AddReading(this IServiceCollection services)
    {
        services.AddOptions<ReadingOptions>().BindConfiguration(ReadingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IDocumentReading>(provider => Direct(provider.GetRequiredService<IOptions<ReadingOptions>>().Value));
        return services;
    }

    /// <summary>Every reader, in this process.</summary>
    internal static DirectReading Direct(ReadingOptions options) => new(options,
    [
        new WordDocumentReader(options),
        new Pdf.PdfDocumentReader(options),
        new TextDocumentReader(options),
    ]);
}
