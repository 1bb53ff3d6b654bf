using KnowledgeBase.Core.Storage;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;

namespace KnowledgeBase.Web.Identity;

/// <summary>
/// Before the first request: identity.db has its schema and roles, and the set-up has begun. Once the server listens:
/// the console shows the address and, on a first start, the set-up code. The code is written to the console alone and
/// never goes through the log.
/// </summary>
internal sealed class IdentityStart(
    DataFolder folder, IServiceScopeFactory scopes, Setup setup, IServer server, IHostApplicationLifetime lifetime) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        IdentitySchema.Migrate(folder);
        await using var scope = scopes.CreateAsyncScope();
        var roles = scope.ServiceProvider.GetRequiredService<RoleManager<IdentityRole>>();
        foreach (var role in Roles.All)
        {
            if (!await roles.RoleExistsAsync(role))
            {
                await roles.CreateAsync(new IdentityRole(role));
            }
        }

        await setup.BeginAsync(cancellationToken);
        lifetime.ApplicationStarted.Register(Announce);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Announce()
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        foreach (var address in addresses)
        {
            Console.WriteLine(setup.Code is { } code
                ? $"KnowledgeBase: {address}/setup   set-up code / 设置码: {code}"
                : $"KnowledgeBase: {address}");
        }
    }
}
