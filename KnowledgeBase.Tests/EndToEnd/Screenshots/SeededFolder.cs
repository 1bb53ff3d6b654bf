using KnowledgeBase.Core;
using KnowledgeBase.Core.Collections;
using KnowledgeBase.Core.Documents;
using KnowledgeBase.Core.Storage;
using KnowledgeBase.Tests.Architecture;
using KnowledgeBase.Web.Identity;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;

namespace KnowledgeBase.Tests.EndToEnd.Screenshots;

/// <summary>
/// A data folder as a team has it after its first weeks: users, keys, collections and received documents, put there by
/// the application's own services before it starts. The application then reads and embeds the documents itself.
/// </summary>
internal sealed class SeededFolder(string path) : IAsyncDisposable
{
    public const string AdminEmail = "admin@example.com";
    public const string LegalEmail = "chen.jing@example.com";
    public const string ContractsName = "采购合同";
    public const string Password = "correct horse battery 7";

    private readonly ServiceProvider _services = Services(path);

    public Collection Contracts { get; private set; } = null!;

    /// <summary>A PDF from outside.</summary>
    public Collection Received { get; private set; } = null!;

    public Collection Faqs { get; private set; } = null!;

    /// <summary>The key of the call centre, which asks for its agents.</summary>
    public string FaqKey { get; private set; } = "";

    /// <summary>Everything; afterwards dispose this and start the application.</summary>
    public async Task FillAsync()
    {
        IdentitySchema.Migrate(_services.GetRequiredService<DataFolder>());
        await using (var scope = _services.CreateAsyncScope())
        {
            foreach (var role in Roles.All)
            {
                await scope.ServiceProvider.GetRequiredService<RoleManager<IdentityRole>>().CreateAsync(new IdentityRole(role));
            }
        }

        await UserAsync(AdminEmail, Roles.Admin);
        var legal = await UserAsync(LegalEmail, Roles.Legal);
        var service = await UserAsync("wang.lei@example.com", Roles.Service);
        var reader = await UserAsync("li.na@example.com", Roles.Reader);
        var former = await UserAsync("zhao.min@example.com", Roles.Reader);
        await _services.GetRequiredService<UserDirectory>().DisableAsync(former, CancellationToken.None);
        await KeysAsync(legal, service);

        Contracts = await CollectionAsync(ContractsName, CollectionKind.Contracts, "供应商框架协议与采购合同，2023 年起", legal, reader, service);
        foreach (var file in Checkout.Files("*.docx", "KnowledgeBase.Tests/Fixtures/contracts").Where(file => file.Split('/').Length == 4 && !file.Contains("rewrite", StringComparison.Ordinal)))
        {
            await ReceiveAsync(Contracts, Path.GetFileName(file), await File.ReadAllBytesAsync(Path.Combine(Checkout.Root, file)), legal);
        }

        await ReceiveAsync(Contracts, "租赁备忘.txt", "第一条 租金\n承租人应于每月五日前支付当月租金人民币八千元。\n第二条 押金\n押金为两个月租金，合同期满后三十日内无息返还。\n"u8.ToArray(), legal);
        await ReceiveAsync(Contracts, "损坏的扫描件.pdf", "%PDF-1.7\n"u8.ToArray(), legal);
        var manual = await CollectionAsync("Service manual", CollectionKind.General, "How the service desk works", service, legal);
        await ReceiveAsync(manual, "service-desk.md", "# Opening hours\n\nThe service desk answers on working days from 9:00 to 18:00.\n\n# Escalation\n\nA complaint that is not solved within two working days goes to the team lead.\n"u8.ToArray(), service);
        Received = await CollectionAsync("供应商来件", CollectionKind.Contracts, "收到的 PDF，签署前核对", legal);
        await ReceiveAsync(Received, "采购合同（供应商版）.pdf", await File.ReadAllBytesAsync(Path.Combine(Checkout.Root, "KnowledgeBase.Tests/Fixtures/contracts/purchase_zh_original.pdf")), legal);
        Faqs = await CollectionAsync("客服问答", CollectionKind.Faq, "订单、退款与账户问题", service);
        await SeededFaqs.FillAsync(_services, Faqs, service);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }

    private static ServiceProvider Services(string path)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new("Storage:DataPath", path)]).Build());
        services.AddSingleton<IHostEnvironment>(new HostingEnvironment { ContentRootPath = path });
        services.AddKnowledgeBaseCore();
        services.AddKnowledgeBaseIdentity();
        return services.BuildServiceProvider();
    }

    private async Task<string> UserAsync(string email, string role) =>
        (await _services.GetRequiredService<UserDirectory>().CreateAsync(email, Password, [role], CancellationToken.None)).UserId!;

    private async Task KeysAsync(string userId, string serviceId)
    {
        var keys = _services.GetRequiredService<ApiKeyStore>();
        await keys.CreateAsync(userId, "contract intake", [ApiKeyScopes.Read, ApiKeyScopes.Write], TimeProvider.System.GetUtcNow().AddDays(90), CancellationToken.None);
        var old = await keys.CreateAsync(userId, "old importer", [ApiKeyScopes.Write], null, CancellationToken.None);
        await keys.RevokeAsync(old.Key.Id, null, CancellationToken.None);
        FaqKey = (await keys.CreateAsync(serviceId, "call centre", [ApiKeyScopes.Read], TimeProvider.System.GetUtcNow().AddDays(365), CancellationToken.None)).Secret;
    }

    private async Task<Collection> CollectionAsync(string name, CollectionKind kind, string description, string ownerId, params string[] viewers)
    {
        var collections = _services.GetRequiredService<CollectionStore>();
        var collection = await collections.CreateAsync(name, kind, description, ownerId, CancellationToken.None);
        foreach (var viewer in viewers)
        {
            await collections.SetMemberAsync(collection.Id, viewer, MemberRole.Viewer, CancellationToken.None);
        }

        return collection;
    }

    private async Task ReceiveAsync(Collection collection, string name, byte[] content, string userId)
    {
        using var staged = await _services.GetRequiredService<DocumentFiles>().StageAsync(new MemoryStream(content), null, CancellationToken.None);
        await _services.GetRequiredService<DocumentIntake>().ReceiveAsync(staged, collection.Id, name, userId, DuplicateHandling.Keep, CancellationToken.None);
    }
}
