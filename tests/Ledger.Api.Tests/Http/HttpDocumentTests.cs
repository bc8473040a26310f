using System.Globalization;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Testing;

namespace Ledger.Api.Tests.Http;

/// <summary>docs/http.md says what the program does: routes, roles, kinds and limits stand in both.</summary>
public sealed class HttpDocumentTests
{
    private static readonly string _text = File.ReadAllText(Repository.Path("docs", "http.md"));

    [Fact]
    public void Every_family_stands_with_its_kinds()
    {
        foreach (var (route, kinds) in EntryRoutes.Families) _text.ShouldContain($"| `{route}` | {string.Join(", ", kinds)} |");
    }

    [Fact]
    public void Every_role_stands()
    {
        foreach (var role in Roles.Names) _text.ShouldContain($"| `{role}` (");
    }

    [Fact]
    public void Every_limit_stands_with_its_value()
    {
        string[] limits =
        [
            $"| body | {RequestLimits.BodyBytes / (1024 * 1024)} MiB |", $"| depth of JSON | {RequestLimits.Depth} |",
            $"| file of an import | {RequestLimits.ImportBytes >> 30} GiB |",
            $"| files that a page takes to reconcile, all together | {RequestLimits.ReconciliationBytes >> 20} MiB |",
            $"longer than {RequestLimits.WaitForImport.TotalSeconds} seconds",
            $"| entries of a list | {RequestLimits.EntriesMax} |",
            $"| events of a page | {RequestLimits.PageMax.ToString("N0", CultureInfo.InvariantCulture)} |",
            $"`limit` ({RequestLimits.PageDefault}, at most {RequestLimits.PageMax.ToString("N0", CultureInfo.InvariantCulture)})",
            $"| requests of one caller at once | {RequestLimits.AtOnce} |",
            $"| time of a request, but of a stream | {RequestLimits.Time.TotalSeconds} s |",
            $"up to {RequestLimits.WaitForPosition.TotalSeconds} seconds", $"within {ApiKeys.RememberedFor.TotalSeconds switch { 5 => "five", _ => "?" }} seconds",
            $"differ by {IssuerTokens.ClockSkew.TotalSeconds} seconds",
        ];
        foreach (var limit in limits) _text.ShouldContain(limit);
    }
}
