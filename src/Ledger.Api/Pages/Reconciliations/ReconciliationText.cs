using System.Diagnostics;
using Ledger.Api.CommandLine;
using Ledger.Api.Reconciling;
using Ledger.Api.Sheets;
using Ledger.Domain.Accounting;
using Ledger.Domain.Statements;

namespace Ledger.Api.Pages.Reconciliations;

/// <summary>What is said of reconciliations where people read them.</summary>
internal static class ReconciliationText
{
    internal static string Source(string source) => source switch
    {
        SourceFiles.Bank => UserLanguage.Say("Bank", "银行"),
        SourceFiles.Treasury => UserLanguage.Say("Finance office", "财政"),
        SourceFiles.Tax => UserLanguage.Say("Tax office", "税务"),
        SourceFiles.PlatformTotals => UserLanguage.Say("Platform totals 3201", "平台对总账 3201"),
        SourceFiles.PlatformDetails => UserLanguage.Say("Platform details 3202", "平台对明细账 3202"),
        _ => throw new UnreachableException(source),
    };

    internal static string Party(string party) => party switch
    {
        "agency" => UserLanguage.Say("Agency", "医保经办机构"),
        "treasury" => UserLanguage.Say("Finance office", "财政"),
        "tax" => UserLanguage.Say("Tax office", "税务"),
        "bank" => UserLanguage.Say("Bank", "银行"),
        "institution" => UserLanguage.Say("Institution", "定点医药机构"),
        _ => throw new UnreachableException(party),
    };

    /// <summary>Who would sign what a source says.</summary>
    internal static string PartyOf(string source) =>
        source is SourceFiles.PlatformTotals or SourceFiles.PlatformDetails ? "institution" : source;

    internal static string Kind(string kind) => ReconciliationWords.Kind(kind).In(UserLanguage.IsChinese);

    internal static string Status(string status) => ReconciliationWords.Status(status).In(UserLanguage.IsChinese);

    /// <summary>The class of the tag that a status has.</summary>
    internal static string Tag(string status) => status switch
    {
        "open" => "tag warn",
        "assigned" => "tag info",
        _ => "tag good",
    };

    internal static string Stated(string state) => ReconciliationWords.Stated(state).In(UserLanguage.IsChinese);

    internal static string StatedTag(string state) => state switch
    {
        StatedFigureAnswer.Agrees => "tag good",
        StatedFigureAnswer.Waived => "tag info",
        _ => "tag bad",
    };

    /// <summary>The name of what a line is of: a bank account, a line of a statement, or a column of the platform.</summary>
    internal static string Account(string account, ChartOfAccounts chart, SheetWords words) => account switch
    {
        "settlement" => UserLanguage.Say("settlement", "结算"),
        PlatformReconciler.MedicalCost => UserLanguage.Say("bills", "医疗费总额"),
        PlatformReconciler.FundPayment => UserLanguage.Say("paid by the fund", "基金支付"),
        PlatformReconciler.AccountPayment => UserLanguage.Say("paid by personal accounts", "个人账户支付"),
        PlatformReconciler.Settlements => UserLanguage.Say("number of settlements", "结算笔数"),
        _ when chart.BankAccounts.Contains(account) => Line($"{StatementLines.Bank}.{account}", chart, words),
        _ => Line(account, chart, words),
    };

    /// <summary>The name of a line of a statement, or of what moved in a bank account.</summary>
    internal static string Line(string line, ChartOfAccounts chart, SheetWords words)
    {
        var name = words.Line(line);
        if (name != line || !chart.Knows(line)) return name;
        var account = chart.Of(line);
        return words.Say(account.English, account.Chinese)
            + (line.EndsWith(OutsideTotalsFile.In, StringComparison.Ordinal) ? words.Say(", came in", ":收入")
                : line.EndsWith(OutsideTotalsFile.Out, StringComparison.Ordinal) ? words.Say(", went out", ":支出") : "");
    }
}
