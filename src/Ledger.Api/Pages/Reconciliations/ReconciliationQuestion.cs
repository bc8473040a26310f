using System.Globalization;
using Ledger.Api.CommandLine;
using Ledger.Api.Http;
using Ledger.Api.Reconciling;
using Ledger.Domain;
using Ledger.Domain.Reconciling;
using NodaTime;

namespace Ledger.Api.Pages.Reconciliations;

/// <summary>What the form asks of the files that are sent with it.</summary>
/// <param name="Institution">Whose settlements the platform's files are of.</param>
/// <param name="PersonalFund">The fund that pays acct_pay in them, if it is kept here.</param>
internal sealed record ReconciliationQuestion(ReconcileRequest Request, InstitutionCode? Institution, FundCode? PersonalFund)
{
    internal const int WindowDaysDefault = ReconcileOptions.WindowDaysDefault;
    internal const int WindowDaysMax = ReconcileOptions.WindowDaysMax;

    /// <summary>A field of the form that says that a bank account is to be looked at.</summary>
    internal const string AccountPrefix = "account.";

    private const int DaysMax = 366;

    /// <exception cref="UserError">A field is malformed, or two do not go together.</exception>
    internal static ReconciliationQuestion Of(PoolCode pool, LedgerContext ledger, Func<string, string?> field)
    {
        var fund = Fund("fund");
        var accounts = ledger.Chart.BankAccounts.Where(account => field(AccountPrefix + account) is not null).ToList();
        var encoding = field("encoding") switch
        {
            null => null,
            "gb18030" => "gb18030",
            { } other => throw RequestText.Malformed("encoding", other, new("gb18030, or left out", " gb18030 或留空")),
        };
        return new(new(pool, SpanOf(field), fund, accounts, RequestText.Date("asOf", field("asOf")), encoding),
            RequestText.CodeOrNone<InstitutionCode>("institution", field("institution")?.Trim()), Fund("personalFund"));

        FundCode? Fund(string name) => RequestText.CodeOrNone<FundCode>(name, field(name)) is { } named ? ledger.Funds.Known(named) : null;
    }

    /// <exception cref="UserError">There is no file, or a source needs what the form leaves out.</exception>
    internal void Check(SourceFiles files)
    {
        if (files.Sources.Count == 0) throw new UserError(UserLanguage.Say("Choose a file.", "请选择文件。"));
        var details = files.Of(SourceFiles.PlatformDetails).Count > 0;
        if ((details || files.Of(SourceFiles.PlatformTotals).Count > 0) && Institution is null)
            throw new UserError(UserLanguage.Say("Files 3201 and 3202 do not say whose they are: fill in the institution.",
                "3201、3202 文件中没有机构,请填写机构代码。"));
        if (details && Request.Fund is null)
            throw new UserError(UserLanguage.Say("A file 3202 does not say which fund pays: choose the fund.",
                "3202 文件中没有支付基金,请选择基金。"));
    }

    // Days that are given are meant instead of the month, which the form fills in by itself.
    private static ReconciledSpan SpanOf(Func<string, string?> field)
    {
        var window = WindowOf(field("window"));
        if (field("from") is null && field("to") is null)
        {
            var month = RequestText.Month("period", field("period"));
            return new(month.OnDayOfMonth(1), month.OnDayOfMonth(1).With(DateAdjusters.EndOfMonth), window);
        }
        if (RequestText.Date("from", field("from")) is not { } from || RequestText.Date("to", field("to")) is not { } to)
            throw new UserError(UserLanguage.Say("Give the first and the last day, or the month alone.", "请同时填写起止日期,或只填月份。"));
        if (to < from)
            throw new UserError(UserLanguage.Say($"{to.Iso()} is before {from.Iso()}.", $"止日 {to.Iso()} 早于起日 {from.Iso()}。"));
        return Period.DaysBetween(from, to) < DaysMax
            ? new(from, to, window)
            : throw new UserError(UserLanguage.Say($"At most {DaysMax} days at once.", $"一次最多核对 {DaysMax} 天。"));
    }

    private static int WindowOf(string? text)
    {
        if (text is null) return WindowDaysDefault;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= WindowDaysMax
            ? days
            : throw RequestText.Malformed("window", text, new($"0 to {WindowDaysMax} days", $" 0 至 {WindowDaysMax} 天"));
    }
}
