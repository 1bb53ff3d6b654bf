using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using KnowledgeBase.Web.Api.Contracts;
using KnowledgeBase.Web.Api.Evaluation;
using KnowledgeBase.Web.Api.Uploads;
using KnowledgeBase.Web.Api.Widget;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Web.Api;

internal static class ApiServices
{
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddOptions<ApiOptions>().BindConfiguration(ApiOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true); // ApiErrors words it
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            options.SerializerOptions.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping; // answers are JSON and sent with nosniff, never put into a page
        });
        services.AddCors().AddSingleton<WidgetOrigins>().AddSingleton<ICorsPolicyProvider>(provider => provider.GetRequiredService<WidgetOrigins>());
        return services.AddSingleton<DocumentUpload>().AddSingleton<EvaluationProblem>();
    }

    /// <summary>The REST API and OpenAI's. A slice that has endpoints gets one line here.</summary>
    public static void MapApi(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<ApiOptions>>().Value;
        var api = app.MapGroup("/api/v1")
            .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(options.MaximumBodyBytes))
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        api.MapCollections();
        api.MapContracts(options);
        api.MapMembers();
        api.MapDocuments(options);
        api.MapDocumentContent();
        api.MapEvaluation();
        api.MapRereading();
        api.MapMap();
        api.MapSearch();
        api.MapSearchExport();
        api.MapSimilarDocuments();
        api.MapStatus();
        app.MapEmbeddings(options);
    }

    /// <summary>Goes before the sign-in, so that its refusals get a body too.</summary>
    public static IApplicationBuilder UseApiErrors(this IApplicationBuilder app) => app.UseMiddleware<ApiErrors>();
}
