using System.Net;
using KnowledgeBase.Tests.Support;
using KnowledgeBase.Web.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Tests.Identity;

/// <summary>Guessing at the sign-in page itself.</summary>
public sealed class SignInTests(KnowledgeBaseApplication application) : IClassFixture<KnowledgeBaseApplication>
{
    [Fact]
    public async Task FiveWrongPasswordsLockTheAccountEvenForTheRightOne()
    {
        await application.CreateUserAsync("five@example.com", Roles.Reader);
        for (var guess = 0; guess < 5; guess++)
        {
            Assert.Equal(HttpStatusCode.OK, await TryAsync("five@example.com", $"guess {guess}"));
        }

        Assert.Equal(HttpStatusCode.OK, await TryAsync("five@example.com", KnowledgeBaseApplication.Password));
        Assert.True(await IsLockedAsync("five@example.com"));
    }

    [Fact]
    public async Task GuessesAtTheSameTimeAreEachCounted()
    {
        await application.CreateUserAsync("many@example.com", Roles.Reader);
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(guess => TryAsync("MANY@example.com", $"guess {guess}")));
        Assert.All(answers, status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.True(await IsLockedAsync("many@example.com"));
    }

    [Fact]
    public async Task ARightPasswordAfterFourWrongOnesSignsIn()
    {
        await application.CreateUserAsync("four@example.com", Roles.Reader);
        for (var guess = 0; guess < 4; guess++)
        {
            await TryAsync("four@example.com", $"guess {guess}");
        }

        Assert.Equal(HttpStatusCode.Redirect, await TryAsync("four@example.com", KnowledgeBaseApplication.Password));
        Assert.Equal(HttpStatusCode.OK, await TryAsync("four@example.com", new string('x', 100_000)));
    }

    private async Task<HttpStatusCode> TryAsync(string email, string password)
    {
        using var client = application.ClientOf(null);
        using var answer = await client.PostAsync("/login", await application.SignInFormAsync(client, email, password));
        return answer.StatusCode;
    }

    private async Task<bool> IsLockedAsync(string email) =>
        (await application.Services.GetRequiredService<UserDirectory>().ListAsync(CancellationToken.None)).Single(user => user.Email == email).IsLockedOut;
}
