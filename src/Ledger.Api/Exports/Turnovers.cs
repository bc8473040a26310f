using Ledger.Domain;
using Ledger.Domain.Accounting;
using Ledger.Domain.Events;
using Ledger.Domain.Periods;
using NodaTime;

namespace Ledger.Api.Exports;

/// <summary>
/// What the log itself says of the accounts, month by month, in one pass; the figures know only the net of the two
/// sides. Memory grows with months and accounts, not with entries.
/// </summary>
internal sealed class Turnovers
{
    // Few, so that what was read dies young: with 5,000 the same pass held 80 MB more of a long log.
    private const int EventsAtATime = 500;

    private readonly Dictionary<YearMonth, Dictionary<(FundCode Fund, string Line), (Money Debit, Money Credit)>> _sums = [];

    /// <summary>How far the books are closed, as the log has it.</summary>
    public PeriodBook Periods { get; private set; } = PeriodBook.Open;

    /// <summary>The first and the last month in which money moved; null where none ever did.</summary>
    public (YearMonth First, YearMonth Last)? Months { get; private set; }

    public static async Task<Turnovers> Of(ExportedBooks books, CancellationToken cancellationToken)
    {
        var turnovers = new Turnovers();
        var journal = new Journal(books.Ledger.Chart);
        var spans = books.Ledger.Store.ReadBodies(books.Pool, 1, books.Position, EventsAtATime, cancellationToken);
        await foreach (var span in spans)
        {
            foreach (var recorded in span) turnovers.Add((FundEvent)recorded.Body, journal);
        }
        return turnovers;
    }

    /// <summary>The accounts that moved in a month: what was debited (借方发生额) and credited (贷方发生额).</summary>
    public IReadOnlyDictionary<(FundCode Fund, string Line), (Money Debit, Money Credit)> In(YearMonth month) =>
        _sums.GetValueOrDefault(month) ?? [];

    private void Add(FundEvent entry, Journal journal)
    {
        Periods = Periods.After(entry);
        var lines = journal.Of(entry);
        if (lines.Count == 0) return;
        var month = entry.CashDate.ToYearMonth();
        Months = Months is not { } known ? (month, month)
            : (month < known.First ? month : known.First, month > known.Last ? month : known.Last);
        if (!_sums.TryGetValue(month, out var sums)) _sums[month] = sums = [];
        foreach (var line in lines)
        {
            var sum = sums.GetValueOrDefault((line.Fund, line.Line));
            sums[(line.Fund, line.Line)] = (sum.Debit + line.Debit, sum.Credit + line.Credit);
        }
    }
}
