using Ledger.Api.Importing;
using Ledger.Domain;
using NodaTime;

namespace Ledger.Api.Reconciling;

/// <summary>What the platform states of one insurance over some days; settlement classes (clr_type) are added up.</summary>
/// <param name="Insurance">险种 (insutype), such as 310.</param>
internal sealed record PlatformTotal(string Insurance, LocalDate From, LocalDate To, Money MedicalCost, Money FundPayment,
    Money AccountPayment, string Source);

/// <summary>Totals 3201 (对总账) as CSV with the platform's own names of columns (docs/formats.md).</summary>
internal sealed class PlatformTotalsFile
{
    private static readonly string[] _columns =
    [
        "insutype", "stmt_begndate", "stmt_enddate", "medfee_sumamt", "fund_pay_sumamt", "acct_pay", "clr_type",
        "setl_optins", "fixmedins_setl_cnt", "refd_setl_flag", "exp_content",
    ];

    private const int RequiredCount = 6;

    private PlatformTotalsFile(IReadOnlyList<PlatformTotal> totals, IReadOnlyList<ImportError> errors) =>
        (Totals, Errors) = (totals, errors);

    /// <summary>One for each insurance and days; only to be used when there is no error.</summary>
    public IReadOnlyList<PlatformTotal> Totals { get; }

    public IReadOnlyList<ImportError> Errors { get; }

    /// <summary>Reads the files as one.</summary>
    public static PlatformTotalsFile Read(IReadOnlyList<string> paths, string? encoding)
    {
        var (totals, errors) = (new List<PlatformTotal>(), new List<ImportError>());
        foreach (var path in paths)
        {
            var table = CsvTable.Open(path, encoding, _columns, _columns[..RequiredCount]);
            foreach (var row in OutsideRows.Of(path, table, _columns, errors))
            {
                if (Total(row, path) is { } total) totals.Add(total);
            }
        }
        return new(
        [
            .. totals.GroupBy(total => (total.Insurance, total.From, total.To)).Select(same => same.First() with
            {
                MedicalCost = Sum(same, total => total.MedicalCost),
                FundPayment = Sum(same, total => total.FundPayment),
                AccountPayment = Sum(same, total => total.AccountPayment),
            }),
        ], errors);
    }

    private static PlatformTotal? Total(OutsideFields row, string path)
    {
        var insurance = row.Text("insutype");
        var (from, to) = (row.Date("stmt_begndate"), row.Date("stmt_enddate"));
        if (row.AreGood && to < from) row.Refuse("stmt_enddate", OutsideFileText.EndsBeforeItBegins(from.Iso()));
        var (bills, funds, accounts) = (row.Amount("medfee_sumamt", signed: true), row.Amount("fund_pay_sumamt", signed: true),
            row.Amount("acct_pay", signed: true));
        return row.AreGood
            ? new(insurance, from, to, bills, funds, accounts, $"{Path.GetFileName(path)}:{row.Line}")
            : null;
    }

    private static Money Sum(IEnumerable<PlatformTotal> totals, Func<PlatformTotal, Money> figure) =>
        totals.Aggregate(Money.Zero, (sum, total) => sum + figure(total));
}
