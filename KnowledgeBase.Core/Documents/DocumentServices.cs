using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Core.Documents;

public static class DocumentServices
{
    public static IServiceCollection AddDocuments(this IServiceCollection services) => services
        .AddSingleton<DocumentChanges>()
        .AddSingleton<DocumentFiles>()
        .AddSingleton<DocumentStore>()
        .AddSingleton<DocumentTags>()
        .AddSingleton<Likeness.LikenessStore>()
        .AddSingleton<PictureCache>()
        .AddSingleton<DrawnPages>()
        .AddSingleton<PagePictures>()
        .AddSingleton<DocumentPreviews>()
        .AddSingleton<DocumentIntake>();
}
