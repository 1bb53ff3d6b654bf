using System.Net;
using KnowledgeBase.Core.Embeddings.Files;
using Microsoft.AspNetCore.Http;

namespace KnowledgeBase.Tests.Embeddings.Files;

/// <summary>Whom a download reaches, wherever a server or a name sends it.</summary>
public sealed class DownloadGuardTests : IAsyncLifetime
{
    private DownloadScene _scene = null!;

    public async ValueTask InitializeAsync() => _scene = await DownloadScene.StartAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Theory]
    [InlineData("https://cdn.models.example/file", null)]
    [InlineData("/file", null)]
    [InlineData("https://elsewhere.example/file", "host_not_allowed")]
    [InlineData("https://models.example.elsewhere.example/file", "host_not_allowed")]
    [InlineData("http://models.example/file", "host_not_allowed")]
    [InlineData("https://models.example:8443/file", "host_not_allowed")]
    [InlineData("https://user@models.example/file", "host_not_allowed")]
    [InlineData("https://127.0.0.1/file", "host_not_allowed")]
    [InlineData("file:///etc/passwd", "host_not_allowed")]
    [InlineData("https://models.example/again", "http_error")]
    public async Task FollowsOnlyToAllowedHosts(string location, string? refusal)
    {
        _scene.Hub.Answer(context =>
        {
            if (context.Request.Path == "/file")
            {
                return LocalHub.SendAsync(context, DownloadScene.Content);
            }

            context.Response.StatusCode = StatusCodes.Status302Found;
            context.Response.Headers.Location = location;
            return Task.CompletedTask;
        });
        using var downloads = _scene.Downloads();
        downloads.Start(DownloadScene.Model);
        Assert.Equal(refusal, (await DownloadScene.EndedAsync(downloads)).ErrorCode);
        Assert.Equal(refusal is null ? 2 : refusal == "http_error" ? 6 : 1, _scene.Hub.Requests.Count);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("169.254.169.254")]
    [InlineData("192.168.0.1")]
    [InlineData("::1")]
    [InlineData("fd00::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("2002:a00:1::1")]
    public async Task ConnectsToNoAddressOfTheHouse(string address)
    {
        _scene.Hub.Names.Clear();
        _scene.Hub.Names.Enqueue([IPAddress.Parse(address)]);
        using var downloads = _scene.Downloads();
        downloads.Start(DownloadScene.Model);
        Assert.Equal("host_not_allowed", (await DownloadScene.EndedAsync(downloads)).ErrorCode);
        Assert.Empty(_scene.Hub.Connected);
    }

    [Fact]
    public async Task ANameThatAnswersDifferentlyTheNextTimeReachesNothingElse()
    {
        // First a public address beside a private one, then, for the connection after the redirection, only the private one.
        _scene.Hub.Names.Clear();
        _scene.Hub.Names.Enqueue([IPAddress.Parse("10.0.0.1"), IPAddress.Parse("93.184.216.34")]);
        _scene.Hub.Names.Enqueue([IPAddress.Parse("10.0.0.1")]);
        _scene.Hub.Answer(context =>
        {
            context.Response.StatusCode = StatusCodes.Status302Found;
            context.Response.Headers.Location = $"https://cdn.{LocalHub.Host}/file";
            return Task.CompletedTask;
        });
        using var downloads = _scene.Downloads();
        downloads.Start(DownloadScene.Model);
        Assert.Equal("host_not_allowed", (await DownloadScene.EndedAsync(downloads)).ErrorCode);
        Assert.Equal([IPAddress.Parse("93.184.216.34")], _scene.Hub.Connected);
        Assert.Single(_scene.Hub.Requests);
    }

    [Fact]
    public void EveryOfficialModelHasAnAddressOnBothHubs()
    {
        foreach (var hub in new[] { ModelHub.HuggingFace, ModelHub.ModelScope })
        {
            Assert.All(OfficialModel.All, model => Assert.True(PublicHosts.IsAllowed(hub.AddressOf(model), hub.Hosts), hub.AddressOf(model).ToString()));
        }

        Assert.All(OfficialModel.All.Where(model => model.Sha256 is not null), model => Assert.Matches("^[0-9a-f]{64}$", model.Sha256!));
    }
}
