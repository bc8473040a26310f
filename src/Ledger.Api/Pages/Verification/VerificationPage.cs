using Ledger.Api.Identity;
using Ledger.Api.Pages.Frame;

namespace Ledger.Api.Pages.Verification;

/// <summary><c>/pools/{pool}/verify</c>: checks a bundle in the browser; nothing of it is sent.</summary>
internal static class VerificationPage
{
    internal static void Map(IEndpointRouteBuilder pool) =>
        pool.MapGet("/verify", (HttpContext http, LedgerContext ledger) => new PageView(http, ledger).Show<BundleCheckView>())
            .IsPage(AccessRight.ReadStatements);
}
