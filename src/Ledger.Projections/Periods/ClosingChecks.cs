using Ledger.Domain;
using Ledger.Domain.Periods;
using Ledger.Domain.Statements;
using Ledger.Projections.Reading;

namespace Ledger.Projections.Periods;

/// <summary>One check of a month that is about to be closed.</summary>
public delegate Task<IReadOnlyList<Unusual>> ClosingCheck(ClosingLook look, CancellationToken cancellationToken);

/// <summary>
/// What closing a month looks at. Each check stands alone; a new one is a function and a line in <see cref="All"/>.
/// </summary>
public static class ClosingChecks
{
    private const int DocumentsShown = 5;

    public static readonly IReadOnlyList<ClosingCheck> All =
    [
        Once(NegativeLines), DaysBelowZero, OtherBankDates, OverduePrepayments.Held, .. ClosingAssertions.All.Select(Once),
    ];

    /// <summary>All that is unusual in the month, check by check.</summary>
    public static async Task<IReadOnlyList<Unusual>> Run(ClosingLook look, CancellationToken cancellationToken)
    {
        var found = new List<Unusual>();
        foreach (var check in All) found.AddRange(await check(look, cancellationToken));
        return found;
    }

    /// <summary>Income or expenditure that came out below zero over the month.</summary>
    public static IEnumerable<Unusual> NegativeLines(ClosingLook look) =>
        from fund in look.Funds
        from line in look.During.Of(fund).OrderBy(line => line.Key, StringComparer.Ordinal)
        where line.Value < Money.Zero
            && StatementLines.SideOf(line.Key) is StatementSide.Income or StatementSide.Expenditure
        select new Unusual("negative-line", new(
            $"{line.Key} of {fund} is below zero over the month: more was taken back than booked",
            $"基金 {fund} 的 {line.Key} 当月为负:冲回多于入账"))
        {
            Fund = fund, Line = line.Key, Amount = line.Value, Date = look.Month.LastDay(),
        };

    /// <summary>Days at whose end a fund had less than nothing, by the dates on which money moved.</summary>
    public static async Task<IReadOnlyList<Unusual>> DaysBelowZero(
        ClosingLook look, CancellationToken cancellationToken)
    {
        var nets = await DailyNets.Over(
            look.Snapshot, look.Month.OnDayOfMonth(1), look.Month.LastDay(), cancellationToken);
        return
        [
            .. from fund in look.FundsWithBalance
               from days in Domain.Periods.DaysBelowZero.In(
                   look.Month, look.Before.Net(fund), nets.GetValueOrDefault(fund) ?? [])
               select new Unusual("below-zero", new(
                   $"the balance of {fund} by cash date was below zero, at the lowest {days.Lowest}",
                   $"基金 {fund} 按入账日期计算的结余为负,最低 {days.Lowest}"))
               {
                   Fund = fund, Date = days.From, Until = days.To == days.From ? null : days.To, Amount = days.Lowest,
               },
        ];
    }

    /// <summary>Entries that the bank has on another day than the books.</summary>
    public static async Task<IReadOnlyList<Unusual>> OtherBankDates(
        ClosingLook look, CancellationToken cancellationToken)
    {
        var (count, first) = (0, new List<BankDateDifference>());
        await foreach (var entry in BankDates.Of(look.Snapshot, look.Month, cancellationToken))
        {
            count++;
            if (first.Count < DocumentsShown) first.Add(entry);
        }
        if (count == 0) return [];
        var list = string.Join(", ", first.Select(entry => $"{entry.Document} ({entry.BankDate.Iso()})"))
            + (count > first.Count ? ", …" : "");
        return
        [
            new("bank-date", new(
                $"{count} {(count == 1 ? "entry has" : "entries have")} another date at the bank: {list}",
                $"{count} 笔业务的银行日期与入账日期不同:{list}"))
            {
                Date = first[0].CashDate, Count = count, Documents = [.. first.Select(entry => entry.Document)],
            },
        ];
    }

    private static ClosingCheck Once(Func<ClosingLook, IEnumerable<Unusual>> check) =>
        (look, _) => Task.FromResult<IReadOnlyList<Unusual>>([.. check(look)]);
}
