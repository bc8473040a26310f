using Ledger.Domain.Events;
using Ledger.EventStore;
using NodaTime;

namespace Ledger.Projections.Tests.PremiumCovers;

/// <summary>
/// Years of cover recomputed from the log alone: every month of the cover is written out, counted by year, and the fen
/// are handed round; a refund and a reversal look their original up in the log.
/// </summary>
internal sealed class NaiveCover(IReadOnlyList<RecordedEvent> log)
{
    /// <summary>Year of cover, line and day → fen.</summary>
    public Dictionary<(int Year, string Line, LocalDate Day), long> Cells()
    {
        var cells = new Dictionary<(int, string, LocalDate), long>();
        foreach (var recorded in log)
        {
            foreach (var (year, line, fen) in Shares((FundEvent)recorded.Body, recorded.Type))
            {
                var key = (year, line, ((FundEvent)recorded.Body).CashDate);
                cells[key] = cells.GetValueOrDefault(key) + fen;
            }
        }
        return cells.Where(cell => cell.Value != 0).ToDictionary();
    }

    private List<(int Year, string Line, long Fen)> Shares(FundEvent entry, string kind)
    {
        switch (kind)
        {
            case "premium_received":
                return [.. Spread(entry.Amount.Fen, entry).Select(share => (share.Year, "income.premium", share.Fen))];
            case "premium_refunded":
                var premium = Original(entry, "premium_received");
                var line = premium.CashDate.Year == entry.CashDate.Year ? "income.premium" : "expenditure.other";
                return [.. Spread(entry.Amount.Fen, premium).Select(share => (share.Year, line, -share.Fen))];
            case "entry_reversed":
                var undone = Original(entry, "premium_received");
                return
                [
                    .. Shares(undone, "premium_received").Select(share => (share.Year,
                        undone.CashDate.Year == entry.CashDate.Year ? share.Line : "opening.adjusted", -share.Fen)),
                ];
            default:
                return [];
        }
    }

    private FundEvent Original(FundEvent entry, string kind) => (FundEvent)log.First(one =>
        one.Type == kind && ((FundEvent)one.Body).Document == entry.Original).Body;

    private static IEnumerable<(int Year, long Fen)> Spread(long fen, FundEvent premium)
    {
        var months = new List<int>();
        var last = premium.BusinessTo ?? premium.CashDate;
        for (var day = premium.BusinessFrom ?? premium.CashDate; ; day = day.PlusMonths(1))
        {
            months.Add(day.Year);
            if (day.Year == last.Year && day.Month == last.Month) break;
        }
        var parts = months.CountBy(year => year).ToDictionary(year => year.Key, year => fen * year.Value / months.Count);
        var odd = fen - parts.Values.Sum();
        foreach (var year in parts.Keys
            .OrderBy(year => -(fen * months.Count(one => one == year) % months.Count)).ThenBy(year => year))
        {
            if (odd-- > 0) parts[year]++;
        }
        return parts.Select(part => (part.Key, part.Value));
    }
}
