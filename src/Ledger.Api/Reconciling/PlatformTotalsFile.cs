using Ledger.Api.Importing;
using Ledger.Domain;
using NodaTime;

namespace Ledger.Api.Reconciling;

/// <summary>What the platform states of one insurance and class over some days.</summary>
/// <param name="Insurance">险种 (insutype), such as 310.</param>
/// <param name="Class">清算类别 (clr_type), such as 21; null where it is not stated.</param>
/// <param name="Settlements">How many settlements there were, refunds taken off; null where it is not stated.</param>
internal sealed record PlatformTotal(string Insurance, string? Class, LocalDate From, LocalDate To, Money MedicalCost,
    Money FundPayment, Money AccountPayment, long? Settlements, string Source)
{
    /// <summary>Several as one; the count is known where that of each is.</summary>
    public static PlatformTotal Sum(IReadOnlyList<PlatformTotal> totals, string? ofClass) => totals[0] with
    {
        Class = ofClass,
        MedicalCost = Add(totals, total => total.MedicalCost),
        FundPayment = Add(totals, total => total.FundPayment),
        AccountPayment = Add(totals, total => total.AccountPayment),
        Settlements = totals.Sum(total => total.Settlements ?? 0) is var sum && totals.All(total => total.Settlements is not null) ? sum : null,
    };

    private static Money Add(IEnumerable<PlatformTotal> totals, Func<PlatformTotal, Money> figure) =>
        totals.Aggregate(Money.Zero, (sum, total) => sum + figure(total));
}

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

    /// <summary>One for each insurance, class and days; only to be used when there is no error.</summary>
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
            .. totals.GroupBy(total => (total.Insurance, total.Class, total.From, total.To))
                .Select(same => PlatformTotal.Sum([.. same], same.Key.Class)),
        ], errors);
    }

    private static PlatformTotal? Total(OutsideFields row, string path)
    {
        var insurance = row.Text("insutype");
        var (from, to) = (row.Date("stmt_begndate"), row.Date("stmt_enddate"));
        if (row.AreGood && to < from) row.Refuse("stmt_enddate", OutsideFileText.EndsBeforeItBegins(from.Iso()));
        var (bills, funds, accounts) = (row.Amount("medfee_sumamt", signed: true), row.Amount("fund_pay_sumamt", signed: true),
            row.Amount("acct_pay", signed: true));
        var (ofClass, count) = (row.Text("clr_type"), row.Count("fixmedins_setl_cnt"));
        var isRefund = row.Choice("refd_setl_flag", ["", "0", "1"]) == "1";
        return row.AreGood
            ? new(insurance, ofClass.Length > 0 ? ofClass : null, from, to, bills, funds, accounts, isRefund ? -count : count,
                $"{Path.GetFileName(path)}:{row.Line}")
            : null;
    }
}
