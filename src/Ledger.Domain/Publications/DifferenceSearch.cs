using System.Numerics;
using Ledger.Domain.Corrections;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.Domain.Periods;
using Ledger.Domain.Statements;
using NodaTime;

namespace Ledger.Domain.Publications;

/// <summary>
/// Looks in the log for the events behind one finding, one event after the other, in order. Late events, recorded after
/// the last month of the period had been closed, are named alone where they leave nothing unexplained; else together
/// with every adjustment and reversal that moved the figure, since the publication may be older than the closing.
/// </summary>
public sealed class DifferenceSearch(Finding finding, PublicationRow row)
{
    private readonly FundCode? _fund = FundCode.TryParse(row.Fund, out var fund) ? fund : null;

    // An opening belongs to the books of the day before it.
    private readonly YearMonth _month =
        (row.Line == PublishedLine.Opening ? row.From.PlusDays(-1) : row.To).ToYearMonth();

    private readonly Found _late = new();
    private readonly Found _others = new();
    private bool _closed;

    /// <summary>Whether events can explain findings of that sort.</summary>
    public static bool IsFor(Finding finding) => finding.Class == FindingClass.Mismatch
        && finding.Check is TieOutCheck.Ledger or TieOutCheck.OpeningMoved;

    /// <summary>Takes the next event of the log.</summary>
    public void Add(long position, FundEvent entry)
    {
        if (entry is PeriodClosed && PeriodBook.MonthOf(entry) >= _month) _closed = true;
        if (!_closed && entry is not (BalanceAdjusted or EntryReversed)) return;
        foreach (var (effect, sign) in Effects(entry))
        {
            if (effect == Money.Zero) continue;
            (_closed ? _late : _others).Add(
                new(position, EventTypes.NameOf(entry), entry.Document, entry.CashDate, effect, _closed), sign);
        }
    }

    /// <summary>The finding with what was found; as it was where that is nothing.</summary>
    public Finding Explained()
    {
        var lateOnly = _others.Count == 0 || IsNothing(Left(_late.Sum));
        var sum = lateOnly ? _late.Sum : _late.Sum + _others.Sum;
        var events = lateOnly ? _late.First : [.. _late.First.Concat(_others.First).OrderBy(one => one.Position)];
        if (events.Count == 0) return finding;
        return finding with
        {
            Explanation = new([.. events.Take(Explanation.EventsMax)],
                lateOnly ? _late.Count : _late.Count + _others.Count, Left(sum).PrintLike(row.Amount)),
        };
    }

    private Figure Left(Money explained) => new(
        (finding.Difference.LastDigits * finding.Difference.Unit.Grains() / BigInteger.Pow(10, finding.Difference.Digits))
        - (new BigInteger(explained.Fen) * AmountUnit.Yuan.Grains() / 100), BigInteger.Zero, [row]);

    private bool IsNothing(Figure left) => BigInteger.Abs(left.Grains) <= Figure.Of(row).Slack;

    // With the sign by which it enters printed less computed: what the ledger has and the page has not lowers it.
    private IEnumerable<(Money Effect, int Sign)> Effects(FundEvent entry)
    {
        var effects = StatementEffects.Of(entry).Where(effect => effect.Fund == _fund).ToList();
        if (effects.TrueForAll(effect => effect.CashDate > row.To)) yield break;
        var moved = Only(effects);
        if (row.Line != PublishedLine.Opening)
        {
            yield return (moved[row.Line is PublishedLine.ClosingPooled or PublishedLine.ClosingPersonal
                ? PublishedLine.Closing : row.Line], -1);
            yield break;
        }
        // A page may print an opening that was put right, where the ledger keeps the correction beside it.
        yield return (moved[PublishedLine.Opening], finding.Check == TieOutCheck.OpeningMoved ? 1 : -1);
        yield return (moved[PublishedLine.Adjusted], 1);
    }

    // The statement of the period with nothing in it but this event: what a line is, is said in one place.
    private FundStatement Only(List<LineEffect> effects)
    {
        var before = effects.Where(effect => effect.CashDate < row.From)
            .Aggregate(Money.Zero, (sum, effect) => sum + effect.OnBalance);
        var cells = effects.Where(effect => effect.CashDate >= row.From && effect.CashDate <= row.To)
            .GroupBy(effect => effect.Line)
            .ToDictionary(line => line.Key, line => line.Aggregate(Money.Zero, (sum, effect) => sum + effect.Amount));
        return FundStatement.Of(_fund!.Value, openingKnown: true, before, cells);
    }

    private sealed class Found
    {
        public List<AdjustingEvent> First { get; } = [];

        public long Count { get; private set; }

        /// <summary>What they add to the difference together.</summary>
        public Money Sum { get; private set; }

        public void Add(AdjustingEvent one, int sign)
        {
            Count++;
            Sum += sign > 0 ? one.Amount : -one.Amount;
            if (First.Count < Explanation.EventsMax) First.Add(one);
        }
    }
}
