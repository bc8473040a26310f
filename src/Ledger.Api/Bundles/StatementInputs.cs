using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.Domain.Statements;
using NodaTime;

namespace Ledger.Api.Bundles;

/// <summary>
/// What a statement is made of: for each fund and most specific line what came before its months, and what each month
/// moved. Assets and debts are in no statement and not among them.
/// </summary>
internal sealed class StatementInputs
{
    private const int EventsAtATime = 5_000;

    internal static readonly string[] Header = ["pool", "fund", "line", "month", "amount"];

    // The month is null for all before.
    private readonly SortedDictionary<(string Fund, string Line, YearMonth? Month), Money> _sums = new(Comparer<
        (string Fund, string Line, YearMonth? Month)>.Create((one, other) => Order(one, other)));

    private StatementInputs()
    {
    }

    /// <summary>From the sums that figures are read from.</summary>
    internal static async Task<StatementInputs> OfFigures(
        LedgerContext ledger, BundleSubject subject, CancellationToken cancellationToken)
    {
        await using var snapshot = await new PoolFigures(ledger, new(subject.Position, null)).Open(subject.Pool, cancellationToken);
        var months = new List<YearMonth?> { null };
        for (var month = subject.Span.First; month <= subject.Span.Last; month = month.PlusMonths(1)) months.Add(month);
        var sums = await snapshot.Sums([.. months.Select(month => month is { } one
            ? ((LocalDate?)one.OnDayOfMonth(1), one.LastDay())
            : (null, subject.Span.From.PlusDays(-1)))], cancellationToken);
        var inputs = new StatementInputs();
        foreach (var fund in PoolFigures.Chosen(snapshot, subject.Fund))
        {
            foreach (var (month, lines) in months.Zip(sums, (month, sum) => (month, sum.Of(fund))))
            {
                foreach (var (line, amount) in lines) inputs.Add(fund, line, month, amount);
            }
        }
        return inputs;
    }

    /// <summary>The same from every event of the log, one after the other: nothing is taken from what was summed before.</summary>
    internal static async Task<StatementInputs> OfLog(
        LedgerContext ledger, BundleSubject subject, CancellationToken cancellationToken)
    {
        var inputs = new StatementInputs();
        await foreach (var span in ledger.Store.ReadBodies(subject.Pool, 1, subject.Position, EventsAtATime, cancellationToken))
        {
            foreach (var effect in span.SelectMany(one => StatementEffects.Of((FundEvent)one.Body)))
            {
                var month = effect.CashDate.ToYearMonth();
                if (month > subject.Span.Last || (subject.Fund is { } only && effect.Fund != only)) continue;
                inputs.Add(effect.Fund, effect.Line, month < subject.Span.First ? null : month, effect.Amount);
            }
        }
        return inputs;
    }

    internal string Csv(PoolCode pool) => CsvText.Of(
    [
        Header,
        .. _sums.Where(sum => sum.Value != Money.Zero).Select(sum => (string?[])
            [pool.Text, sum.Key.Fund, sum.Key.Line, sum.Key.Month?.Iso(), sum.Value.ToString()]),
    ]);

    private void Add(FundCode fund, string line, YearMonth? month, Money amount)
    {
        if (StatementLines.SideOf(line) is StatementSide.Asset or StatementSide.Liability) return;
        var key = (fund.Text, line, month);
        _sums[key] = _sums.GetValueOrDefault(key) + amount;
    }

    private static int Order((string Fund, string Line, YearMonth? Month) one, (string Fund, string Line, YearMonth? Month) other) =>
        string.CompareOrdinal(one.Fund, other.Fund) is not 0 and var byFund ? byFund
        : string.CompareOrdinal(one.Line, other.Line) is not 0 and var byLine ? byLine
        : Comparer<YearMonth?>.Default.Compare(one.Month, other.Month);
}
