using Ledger.Api.CommandLine;
using Ledger.Api.Identity;

namespace Ledger.Api.Pages.Frame;

/// <summary>A page of a pool as the menu has it.</summary>
/// <param name="Path">Below the pool.</param>
/// <param name="Name">In the reader's language.</param>
/// <param name="Right">Who has not got it does not see the entry; the page itself asks again.</param>
internal sealed record PageMenu(string Path, string Name, AccessRight Right)
{
    /// <summary>The pages that the reader may see, in the order of a morning.</summary>
    internal static IEnumerable<PageMenu> For(PageView view) => All().Where(entry => view.May(entry.Right));

    /// <summary>The path below a pool of the first page that the reader may see.</summary>
    internal static string FirstOf(PageView view) => For(view).FirstOrDefault() is { Path: not "" } first ? $"/{first.Path}" : "";

    /// <summary>Whether the reader is on it, or on a page below it.</summary>
    internal bool IsOf(PageView view)
    {
        var below = view.Http.Request.Path.Value!.Split('/', 4, StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(2) ?? "";
        return below.Split('/')[0] == Path;
    }

    private static PageMenu[] All() =>
    [
        new("", UserLanguage.Say("Overview", "总览"), AccessRight.ReadFigures),
        new("funds", UserLanguage.Say("Funds", "基金"), AccessRight.ReadFigures),
        new("institutions", UserLanguage.Say("Institutions", "定点医药机构"), AccessRight.ReadInstitutions),
        new("outstanding", UserLanguage.Say("Prepayments and clawbacks", "预付与追回"), AccessRight.ReadInstitutions),
        new("statements", UserLanguage.Say("Statements", "报表"), AccessRight.ReadStatements),
        new("imports", UserLanguage.Say("Imports", "导入"), AccessRight.Record),
        new("reconciliations", UserLanguage.Say("Reconciliation", "对账"), AccessRight.Record),
        new("approvals", UserLanguage.Say("Approvals", "审批"), AccessRight.ReadEvents),
        new("log", UserLanguage.Say("Log", "日志"), AccessRight.ReadEvents),
        new("replay", UserLanguage.Say("Replay", "回放"), AccessRight.ReadFigures),
        new("changes", UserLanguage.Say("What moved", "变动"), AccessRight.ReadStatements),
        new("verify", UserLanguage.Say("Check a bundle", "报表包校验"), AccessRight.ReadStatements),
    ];
}
