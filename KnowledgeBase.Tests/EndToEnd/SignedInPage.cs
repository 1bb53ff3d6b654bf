using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KnowledgeBase.Tests.EndToEnd;

internal static class SignedInPage
{
    /// <summary>Signs in as the first admin of <see cref="Reliability.ApiClient.Setup"/>.</summary>
    public static async Task SignInAsync(this IPage page)
    {
        await page.GotoAsync("/login");
        await page.GetByTestId("email").FillAsync("admin@example.com");
        await page.GetByTestId("password").FillAsync("correct horse battery 7");
        await page.GetByTestId("sign-in").ClickAsync();
        await Expect(page.GetByTestId("user-menu")).ToBeVisibleAsync();
    }
}
