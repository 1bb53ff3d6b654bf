namespace KnowledgeBase.Tests.Identity.Access;

/// <summary>One route of the application: who may use it, and a request to try.</summary>
/// <param name="Pattern">Method and route as the application declares it; pages have the method PAGE.</param>
/// <param name="Path">
/// The request's path with {collection}, {faq}, {document}, {entry}, {import}, {set}, {run}, {comparison}, {check}, {member} and {none} (an id of nothing) in it; null for the route's own,
/// in which {id}, {collectionId} and so on are filled in by <see cref="AccessScene"/>.
/// </param>
/// <param name="Body">JSON, "file" for an upload of one file, or null.</param>
/// <param name="Inner">The request names something inside the collection that is not there: whoever may do it gets 404 too.</param>
public sealed record Route(string Pattern, Need Need, string? Path = null, string? Body = null, bool Inner = false);

/// <summary>
/// Every route that the application has. A new one gets its line here, or the test fails: whoever adds a route says who may use it.
/// </summary>
public static class RouteTable
{
    public static IReadOnlyList<Route> All { get; } =
    [
        // Collections and members
        new("GET /api/v1/collections", Need.Read),
        new("POST /api/v1/collections", Need.Create, Body: """{"name":"x","kind":"contracts"}"""),
        new("GET /api/v1/collections/{id:guid}", Need.View, "/api/v1/collections/{collection}"),
        new("PATCH /api/v1/collections/{id:guid}", Need.Own, "/api/v1/collections/{collection}", """{"name":"renamed"}"""),
        new("DELETE /api/v1/collections/{id:guid}", Need.Own, "/api/v1/collections/{collection}"),
        new("GET /api/v1/collections/{id:guid}/members", Need.Own, "/api/v1/collections/{collection}/members"),
        new("PUT /api/v1/collections/{id:guid}/members", Need.Own, "/api/v1/collections/{collection}/members", """{"email":"reader@example.com","role":"viewer"}"""),
        new("DELETE /api/v1/collections/{id:guid}/members/{userId}", Need.Own, "/api/v1/collections/{collection}/members/{member}"),

        // Documents
        new("GET /api/v1/collections/{id:guid}/documents", Need.View, "/api/v1/collections/{collection}/documents"),
        new("POST /api/v1/collections/{id:guid}/documents", Need.Edit, "/api/v1/collections/{collection}/documents", "file"),
        new("POST /api/v1/collections/{id:guid}/documents/reindex", Need.Edit, "/api/v1/collections/{collection}/documents/reindex", """{"documentIds":["{document}"]}"""),
        new("POST /api/v1/collections/{id:guid}/documents/delete", Need.Edit, "/api/v1/collections/{collection}/documents/delete", """{"documentIds":["{document}"]}"""),
        new("GET /api/v1/documents/{id:guid}", Need.View, "/api/v1/documents/{document}"),
        new("DELETE /api/v1/documents/{id:guid}", Need.Edit, "/api/v1/documents/{document}"),
        new("POST /api/v1/documents/{id:guid}/retry", Need.Edit, "/api/v1/documents/{document}/retry"),
        new("POST /api/v1/documents/{id:guid}/reindex", Need.Edit, "/api/v1/documents/{document}/reindex"),
        new("GET /api/v1/documents/{id:guid}/report", Need.View, "/api/v1/documents/{document}/report"),
        new("GET /api/v1/documents/{id:guid}/reread", Need.View, "/api/v1/documents/{document}/reread", Inner: true),
        new("POST /api/v1/documents/{id:guid}/reread", Need.Edit, "/api/v1/documents/{document}/reread", "{}"),
        new("POST /api/v1/documents/{id:guid}/reread/keep", Need.Edit, "/api/v1/documents/{document}/reread/keep", Inner: true),
        new("DELETE /api/v1/documents/{id:guid}/reread", Need.Edit, "/api/v1/documents/{document}/reread", Inner: true),
        new("GET /api/v1/documents/{id:guid}/content", Need.View, "/api/v1/documents/{document}/content"),
        new("GET /api/v1/documents/{id:guid}/text", Need.View, "/api/v1/documents/{document}/text"),
        new("GET /api/v1/documents/{id:guid}/pages/{page:int}/picture", Need.View, "/api/v1/documents/{document}/pages/1/picture", Inner: true),
        new("GET /api/v1/documents/{id:guid}/similar", Need.View, "/api/v1/documents/{document}/similar"),
        new("GET /api/v1/documents/{id:guid}/preview/pages/{page:int}/picture", Need.View, "/api/v1/documents/{document}/preview/pages/1/picture", Inner: true),
        new("GET /api/v1/documents/{id:guid}/chunks", Need.View, "/api/v1/documents/{document}/chunks"),

        // Search, status, embeddings
        new("POST /api/v1/search", Need.View, Body: """{"collectionIds":["{collection}"],"query":"secret"}"""),
        new("POST /api/v1/search", Need.View, Body: """{"documentIds":["{document}"],"query":"secret"}"""),
        new("GET /api/v1/collections/{id:guid}/map", Need.View, "/api/v1/collections/{collection}/map"),
        new("GET /api/v1/search/export", Need.View, "/api/v1/search/export?format=csv&q=secret&collections={collection}"),
        new("GET /api/v1/status", Need.Read),
        new("POST /v1/embeddings", Need.Embed, Body: """{"input":"x"}"""),
        new("GET /v1/models", Need.Embed),
        new("GET /v1/models/{*id}", Need.Embed, "/v1/models/other", Inner: true),

        // FAQs
        new("POST /api/v1/faqs/{collectionId:guid}/match", Need.Ask, "/api/v1/faqs/{faq}/match", """{"question":"x"}"""),
        new("POST /api/v1/faqs/{collectionId:guid}/questions/{questionId:long}/feedback", Need.Ask, "/api/v1/faqs/{faq}/questions/7/feedback", """{"helpful":true}""", Inner: true),
        new("GET /api/v1/faqs/{collectionId:guid}/export", Need.View, "/api/v1/faqs/{faq}/export"),
        new("GET /api/v1/faqs/{collectionId:guid}/entries", Need.View, "/api/v1/faqs/{faq}/entries"),
        new("POST /api/v1/faqs/{collectionId:guid}/entries", Need.Edit, "/api/v1/faqs/{faq}/entries", """{"question":"x","answer":"y"}"""),
        new("GET /api/v1/faqs/{collectionId:guid}/entries/{entryId:guid}", Need.View, "/api/v1/faqs/{faq}/entries/{entry}"),
        new("PUT /api/v1/faqs/{collectionId:guid}/entries/{entryId:guid}", Need.Edit, "/api/v1/faqs/{faq}/entries/{entry}", """{"question":"x","answer":"y"}"""),
        new("DELETE /api/v1/faqs/{collectionId:guid}/entries/{entryId:guid}", Need.Edit, "/api/v1/faqs/{faq}/entries/{entry}"),
        new("GET /api/v1/faqs/{collectionId:guid}/entries/{entryId:guid}/versions", Need.View, "/api/v1/faqs/{faq}/entries/{entry}/versions"),
        new("POST /api/v1/faqs/{collectionId:guid}/entries/{entryId:guid}/restore", Need.Edit, "/api/v1/faqs/{faq}/entries/{entry}/restore", """{"version":1}"""),
        new("POST /api/v1/faqs/{collectionId:guid}/imports", Need.Edit, "/api/v1/faqs/{faq}/imports?fileName=a.csv", """{"not":"a table"}"""),
        new("GET /api/v1/faqs/{collectionId:guid}/imports/{importId:guid}", Need.View, "/api/v1/faqs/{faq}/imports/{import}"),
        new("GET /api/v1/faqs/{collectionId:guid}/imports/{importId:guid}/rows", Need.View, "/api/v1/faqs/{faq}/imports/{import}/rows"),
        new("POST /api/v1/faqs/{collectionId:guid}/imports/{importId:guid}/start", Need.Edit, "/api/v1/faqs/{faq}/imports/{import}/start", "{}"),
        new("DELETE /api/v1/faqs/{collectionId:guid}/imports/{importId:guid}", Need.Edit, "/api/v1/faqs/{faq}/imports/{import}"),

        // Evaluation
        new("GET /api/v1/evaluation/sets", Need.View, "/api/v1/evaluation/sets?collectionId={faq}"),
        new("POST /api/v1/evaluation/sets", Need.Edit, Body: """{"collectionId":"{faq}","name":"x","questions":[]}"""),
        new("POST /api/v1/evaluation/sets/import", Need.Edit, "/api/v1/evaluation/sets/import?collectionId={faq}&name=x", """{"not":"a table"}"""),
        new("GET /api/v1/evaluation/sets/{setId:guid}", Need.View, "/api/v1/evaluation/sets/{set}"),
        new("DELETE /api/v1/evaluation/sets/{setId:guid}", Need.Edit, "/api/v1/evaluation/sets/{set}"),
        new("GET /api/v1/evaluation/sets/{setId:guid}/questions", Need.View, "/api/v1/evaluation/sets/{set}/questions"),
        new("GET /api/v1/evaluation/sets/{setId:guid}/export", Need.View, "/api/v1/evaluation/sets/{set}/export"),
        new("GET /api/v1/evaluation/sets/{setId:guid}/runs", Need.View, "/api/v1/evaluation/sets/{set}/runs"),
        new("POST /api/v1/evaluation/sets/{setId:guid}/runs", Need.Edit, "/api/v1/evaluation/sets/{set}/runs", """{"name":"x"}"""),
        new("GET /api/v1/evaluation/runs/{runId:guid}", Need.View, "/api/v1/evaluation/runs/{run}"),
        new("DELETE /api/v1/evaluation/runs/{runId:guid}", Need.Edit, "/api/v1/evaluation/runs/{run}"),
        new("GET /api/v1/evaluation/runs/{runId:guid}/outcomes", Need.View, "/api/v1/evaluation/runs/{run}/outcomes"),
        new("GET /api/v1/evaluation/runs/{runId:guid}/compare", Need.View, "/api/v1/evaluation/runs/{run}/compare?with={run}"),
        new("GET /api/v1/evaluation/runs/{runId:guid}/export", Need.View, "/api/v1/evaluation/runs/{run}/export"),
        new("POST /api/v1/evaluation/runs/{runId:guid}/cancel", Need.Edit, "/api/v1/evaluation/runs/{run}/cancel", "{}"),

        // Contracts
        new("POST /api/v1/contracts/compare", Need.View, Body: """{"documentIdA":"{document}","documentIdB":"{document}"}"""),
        new("POST /api/v1/contracts/compare-text", Need.Read, Body: """{"a":"甲方应付款。","b":"乙方应付款。"}"""),
        new("POST /api/v1/contracts/check", Need.View, Body: """{"text":"第一条 甲方应付款。","collectionIds":["{collection}"]}"""),
        new("POST /api/v1/contracts/redline", Need.View, Body: """{"documentIdA":"{document}","documentIdB":"{document}"}"""),
        new("GET /api/v1/contracts/checks", Need.Read),
        new("GET /api/v1/contracts/checks/{id:guid}", Need.ReadMine, "/api/v1/contracts/checks/{check}"),
        new("GET /api/v1/contracts/checks/{id:guid}/report", Need.ReadMine, "/api/v1/contracts/checks/{check}/report?format=csv"),
        new("DELETE /api/v1/contracts/checks/{id:guid}", Need.WriteMine, "/api/v1/contracts/checks/{check}"),
        new("GET /api/v1/contracts/comparisons", Need.Read),
        new("DELETE /api/v1/contracts/comparisons/{id:guid}", Need.WriteMine, "/api/v1/contracts/comparisons/{comparison}"),
        new("GET /api/v1/contracts/comparisons/{id:guid}", Need.ReadMine, "/api/v1/contracts/comparisons/{comparison}"),
        new("GET /api/v1/contracts/comparisons/{id:guid}/report", Need.ReadMine, "/api/v1/contracts/comparisons/{comparison}/report?format=csv"),
        new("GET /api/v1/contracts/comparisons/{id:guid}/redline", Need.ReadMine, "/api/v1/contracts/comparisons/{comparison}/redline", Inner: true),

        // Pages
        new("PAGE /contracts", Need.SignedIn),
        new("PAGE /contracts/compare", Need.SignedIn, "/contracts/compare?a={document}&b={document}"),
        new("PAGE /contracts/comparisons/{Id:guid}", Need.ReadMine, "/contracts/comparisons/{comparison}"),
        new("PAGE /contracts/checks/{Id:guid}", Need.ReadMine, "/contracts/checks/{check}"),
        new("PAGE /", Need.SignedIn),
        new("PAGE /collections", Need.SignedIn),
        new("PAGE /collections/{Id:guid}", Need.View, "/collections/{collection}"),
        new("PAGE /collections/{Id:guid}/console", Need.View, "/collections/{faq}/console"),
        new("PAGE /collections/{Id:guid}/import", Need.Edit, "/collections/{faq}/import"),
        new("PAGE /collections/{Id:guid}/entries/new", Need.Edit, "/collections/{faq}/entries/new"),
        new("PAGE /collections/{Id:guid}/entries/{EntryId:guid}", Need.View, "/collections/{faq}/entries/{entry}"),
        new("PAGE /collections/{Id:guid}/inbox", Need.Edit, "/collections/{faq}/inbox"),
        new("PAGE /collections/{Id:guid}/statistics", Need.Edit, "/collections/{faq}/statistics"),
        new("PAGE /evaluation", Need.SignedIn),
        new("PAGE /collections/{Id:guid}/faq-settings", Need.Edit, "/collections/{faq}/faq-settings"),
        new("PAGE /documents/{Id:guid}", Need.View, "/documents/{document}"),
        new("PAGE /documents/{Id:guid}/reread", Need.Edit, "/documents/{document}/reread"),
        new("PAGE /documents/{Id:guid}/report", Need.View, "/documents/{document}/report"),
        new("PAGE /search", Need.SignedIn, "/search?q=secret&collections={collection}"),
        new("PAGE /search/map", Need.SignedIn, "/search/map?collection={collection}"),
        new("PAGE /search/tuning", Need.SignedIn, "/search/tuning?collection={collection}"),
        new("PAGE /status", Need.SignedIn),
        new("PAGE /users", Need.Administer),
        new("PAGE /models", Need.Administer),
        new("PAGE /collections/{Id:guid}/vectors", Need.Administer, "/collections/{collection}/vectors"),
        new("PAGE /instructions", Need.Administer),
        new("PAGE /api-keys", Need.SignedIn),
        new("PAGE /account/password", Need.SignedIn),
        new("PAGE /login", Need.Public),
        new("PAGE /setup", Need.Public),
        new("PAGE /access-denied", Need.Public),
        new("PAGE /not-found", Need.Public),
        new("PAGE /error", Need.Public),

        // Account and operations
        new("GET /culture", Need.Public, "/culture?culture=en"),
        new("ANY /health/live", Need.Public),
        new("ANY /health/ready", Need.Public),
        new("GET /metrics", Need.Administer),
        new("GET /openapi/{documentName}.json", Need.Public, "/openapi/v1.json"),

        // The last one: it ends the session of everybody who has one.
        new("POST /account/sign-out", Need.Public),
    ];

    /// <summary>Routes of the framework, which hold nothing of anybody's: the circuit asks for its own sign-in at every page.</summary>
    public static IReadOnlyList<string> Framework { get; } = ["_blazor", "_framework", "{**path:file}"];
}
