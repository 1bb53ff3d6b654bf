using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.Web.Identity;

/// <summary>
/// Who uses an open page. When his sessions end he is nobody at once; as a second net it is asked every 15 seconds, which
/// also covers what another process changed.
/// </summary>
internal sealed class LiveAuthenticationState : RevalidatingServerAuthenticationStateProvider
{
    private readonly Sessions _sessions;
    private readonly string _stampClaim;
    private string? _userId;

    public LiveAuthenticationState(ILoggerFactory loggers, Sessions sessions, IOptions<IdentityOptions> options)
        : base(loggers)
    {
        _sessions = sessions;
        _stampClaim = options.Value.ClaimsIdentity.SecurityStampClaimType;
        _sessions.Ended += OnEnded;
        AuthenticationStateChanged += async state => _userId = (await state).User.UserId();
    }

    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(15);

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        _sessions.IsGoodAsync(authenticationState.User.UserId(), authenticationState.User.FindFirst(_stampClaim)?.Value, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        _sessions.Ended -= OnEnded;
        base.Dispose(disposing);
    }

    private void OnEnded(string userId)
    {
        if (userId == _userId)
        {
            SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity()))));
        }
    }
}
