using KnowledgeBase.Web.Api;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace KnowledgeBase.Web.Operations;

/// <summary>The head of /openapi/v1.json; operations and schemas come from the endpoints themselves.</summary>
internal static class ApiDescription
{
    private const string Scheme = "bearer";

    public static void Configure(OpenApiOptions options)
    {
        options.ShouldInclude = description => description.RelativePath is { } path && (path.StartsWith("api/v1", StringComparison.Ordinal) || path.StartsWith("v1/", StringComparison.Ordinal));
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "KnowledgeBase",
                Version = StatusApi.Version,
                Description = "Upload documents, search them by meaning, and embed texts. Errors are problem details with a stable code and a message in the "
                    + "language of Accept-Language (zh-CN, en); below /v1 they have OpenAI's form. What you may not see answers 404. While the model is loaded, "
                    + "what needs it answers 503 with Retry-After; too many requests answer 429 with Retry-After.",
            };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
            {
                [Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key, made on the page API keys." },
            };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
            document.Servers = [];
            return Task.CompletedTask;
        });
    }
}
