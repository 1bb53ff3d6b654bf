using System.Net.Http.Headers;
using System.Text;
using KnowledgeBase.Core.Collections;
using KnowledgeBase.Tests.Support;
using KnowledgeBase.Web.Identity;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Identity.Access;

/// <summary>Every route of the running application × everybody: who may not, learns nothing and changes nothing.</summary>
public sealed class AccessMatrixTests(KnowledgeBaseApplication application, ITestOutputHelper output) : IClassFixture<KnowledgeBaseApplication>
{
    [Fact]
    public void EveryRouteOfTheApplicationIsInTheTable()
    {
        var table = RouteTable.All.Select(route => route.Pattern).ToHashSet(StringComparer.Ordinal);
        var routes = RoutesOf(application).ToHashSet(StringComparer.Ordinal);
        Assert.True(routes.IsSubsetOf(table), $"Give these routes a line in RouteTable:\n{string.Join('\n', routes.Except(table))}");
        Assert.True(table.IsSubsetOf(routes), $"These lines of RouteTable are of no route any more:\n{string.Join('\n', table.Except(routes))}");
    }

    [Fact]
    public async Task NobodyLearnsOrChangesWhatHeMayNot()
    {
        _ = application.Server;
        await application.WaitForEngineAsync();
        var (actors, viewer, editor, owner) = await ActorsAsync();
        var shared = await AccessScene.CreateAsync(application, viewer, editor, owner);
        var faults = new List<string>();
        var (tried, refused) = (0, 0);
        foreach (var route in RouteTable.All)
        {
            var scene = shared;
            foreach (var actor in actors)
            {
                var refusals = actor.RefusalsOf(route.Need);
                if (refusals.Length == 0 && !IsSafe(route))
                {
                    // It will be done: on something that nobody else needs.
                    scene = await AccessScene.CreateAsync(application, viewer, editor, owner);
                }

                using var answer = await actor.Client.SendAsync(Request(route, refusals.Length == 0 ? scene : shared));
                var body = await answer.Content.ReadAsStringAsync();
                tried++;
                refused += refusals.Length > 0 ? 1 : 0;
                if (FaultOf(route, actor, refusals, (int)answer.StatusCode, answer.Headers.Location?.ToString(), body) is { } fault)
                {
                    faults.Add($"{route.Pattern} for {actor.Name}: {fault}");
                }

                if (refusals.Length > 0 && !IsSafe(route) && !await shared.IsUntouchedAsync())
                {
                    faults.Add($"{route.Pattern} for {actor.Name}: changed what he may not");
                    shared = await AccessScene.CreateAsync(application, viewer, editor, owner);
                }
            }
        }

        output.WriteLine($"{RouteTable.All.Count} routes, {actors.Count} callers, {tried} requests, {refused} to be refused, {faults.Count} faults");
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private static string? FaultOf(Route route, Actor actor, int[] refusals, int status, string? location, string body)
    {
        var leads = location is not null && (location.Contains("/login", StringComparison.Ordinal) || location.Contains("/access-denied", StringComparison.Ordinal));
        if (status >= 500)
        {
            return $"failed with {status}: {body}";
        }

        // Lists and searches work for everybody, and must still keep quiet about what is not his.
        if ((refusals.Length > 0 || actor.Member is null) && body.Contains(AccessScene.Secret, StringComparison.Ordinal))
        {
            return $"was told the secret with {status}";
        }

        if (!route.Need.SignIn)
        {
            return null;
        }

        if (refusals.Length == 0)
        {
            var turnedAway = status is 401 or 403 || (status == 404 && !route.Inner) || leads;
            // A page that a key asks for is shown as far as the key's scope goes.
            return turnedAway && !(IsPage(route) && actor.Scopes is not null) ? $"was refused with {status} {location}" : null;
        }

        var fits = IsPage(route) ? status is 401 or 403 or 404 || leads : refusals.Contains(status);
        return fits ? null : $"answered {status} {location}, not {string.Join(" or ", refusals)}";
    }

    private static HttpRequestMessage Request(Route route, AccessScene scene)
    {
        var (method, pattern) = (route.Pattern.Split(' ')[0], route.Pattern.Split(' ')[1]);
        var request = new HttpRequestMessage(method is "PAGE" or "ANY" ? HttpMethod.Get : new HttpMethod(method), scene.Fill(route.Path ?? pattern))
        {
            Content = route.Body switch
            {
                null => null,
                "file" => new MultipartFormDataContent { { new ByteArrayContent(Guid.NewGuid().ToByteArray()), "files", "a.txt" } },
                var json => new StringContent(scene.Fill(json), Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
            },
        };
        return request;
    }

    private static bool IsPage(Route route) => route.Pattern.StartsWith("PAGE ", StringComparison.Ordinal);

    private static bool IsSafe(Route route) => IsPage(route) || route.Pattern.StartsWith("GET ", StringComparison.Ordinal) || route.Pattern.StartsWith("ANY ", StringComparison.Ordinal);

    /// <summary>Method and pattern of every endpoint that is no static file and not the framework's own.</summary>
    private static IEnumerable<string> RoutesOf(KnowledgeBaseApplication application)
    {
        foreach (var endpoint in application.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var pattern = endpoint.RoutePattern.RawText!.Trim('/');
            var isFile = endpoint.Metadata.Any(item => item.GetType().Name == "StaticAssetDescriptor");
            if (isFile || RouteTable.Framework.Any(start => pattern.StartsWith(start, StringComparison.Ordinal)))
            {
                continue;
            }

            if (endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
            {
                yield return $"PAGE /{pattern}";
                continue;
            }

            foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["ANY"])
            {
                yield return $"{method} /{pattern}";
            }
        }
    }

    private async Task<(List<Actor> Actors, string Viewer, string Editor, string Owner)> ActorsAsync()
    {
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, role) in new[] { ("stranger", Roles.Legal), ("viewer", Roles.Reader), ("editor", Roles.Reader), ("owner", Roles.Legal), ("disabled", Roles.Legal), ("reader", Roles.Reader) })
        {
            ids[name] = await application.CreateUserAsync($"{name}@example.com", role);
        }

        await application.Collections.CreateAsync("another", CollectionKind.Contracts, "", ids["stranger"], CancellationToken.None);
        Task<string> Key(string name, params string[] scopes) => application.CreateKeyAsync(ids[name], scopes);
        var all = ApiKeyScopes.All.ToArray();
        var disabled = await application.SignInAsync("disabled@example.com");
        var disabledKey = await Key("disabled", all);
        List<Actor> actors =
        [
            new("anonymous", application.ClientOf(null), false, "", null, null),
            new("a wrong key", application.ClientOf("kb_wrong"), false, "", null, null),
            new("another collection's member", await application.SignInAsync("stranger@example.com"), true, Roles.Legal, null, null),
            new("viewer", await application.SignInAsync("viewer@example.com"), true, Roles.Reader, MemberRole.Viewer, null),
            new("editor", await application.SignInAsync("editor@example.com"), true, Roles.Reader, MemberRole.Editor, null),
            new("owner", await application.SignInAsync("owner@example.com"), true, Roles.Legal, MemberRole.Owner, null),
            new("disabled user", disabled, false, "", null, null),
            new("disabled user's key", application.ClientOf(disabledKey), false, "", null, null),
            new("foreign key", application.ClientOf(await Key("stranger", all)), true, Roles.Legal, null, all),
            new("owner's key to embed", application.ClientOf(await Key("owner", ApiKeyScopes.Embeddings)), true, Roles.Legal, MemberRole.Owner, [ApiKeyScopes.Embeddings]),
            new("owner's key to read", application.ClientOf(await Key("owner", ApiKeyScopes.Read)), true, Roles.Legal, MemberRole.Owner, [ApiKeyScopes.Read]),
            new("owner's key of a widget", application.ClientOf(await Key("owner", ApiKeyScopes.Faq)), true, Roles.Legal, MemberRole.Owner, [ApiKeyScopes.Faq]),
            new("owner's key for everything", application.ClientOf(await Key("owner", all)), true, Roles.Legal, MemberRole.Owner, all),
            new("admin", application.ClientOf(KnowledgeBaseApplication.AdminKey), true, Roles.Admin, MemberRole.Owner, all),
        ];
        Assert.Empty((await application.Services.GetRequiredService<UserDirectory>().DisableAsync(ids["disabled"], CancellationToken.None)).Errors);
        return (actors, ids["viewer"], ids["editor"], ids["owner"]);
    }
}
