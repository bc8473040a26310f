using Ledger.Domain;
using Ledger.Domain.Deciding;
using Ledger.Projections.FundHistory;
using Ledger.Projections.FundTotals;
using NodaTime;

namespace Ledger.Projections.Reading;

/// <summary>
/// Sums of lines that are asked for: of some funds, over some stretches of cash dates. It says which totals of spans
/// make them, each asked for once, and adds up what is answered.
/// </summary>
internal sealed class AskedLines
{
    private readonly List<(LocalDate From, LocalDate To)> _days;
    private readonly Lazy<Dictionary<DaySpan, List<(int Number, int Sign)>>> _uses;
    private readonly Dictionary<string, FundCode> _funds;

    private AskedLines(IReadOnlyList<(LocalDate? From, LocalDate To)> stretches, IReadOnlyList<FundCode> funds,
        int firstYear, LocalDate lastDay)
    {
        (Stretches, Funds, FirstYear, LastDay) = (stretches, funds, firstYear, lastDay);
        _funds = funds.ToDictionary(fund => fund.Text, StringComparer.Ordinal);
        var (first, last) = (new LocalDate(firstYear, 1, 1), new LocalDate(lastDay.Year, 12, 31));
        // Nothing is dated after the last day, so that a stretch which reaches it may as well go on to the end of its
        // year: a whole year is one span.
        _days = [.. stretches.Select(stretch => (
            stretch.From is { } from && from > first ? from : first, stretch.To < lastDay ? stretch.To : last))];
        Sums = [.. stretches.Select(_ => new LineSums())];
        // What is only compared with another question needs no spans.
        _uses = new(Cover);
    }

    internal IReadOnlyList<(LocalDate? From, LocalDate To)> Stretches { get; }

    internal IReadOnlyList<FundCode> Funds { get; }

    private int FirstYear { get; }

    private LocalDate LastDay { get; }

    /// <summary>The answers, in the order of the stretches.</summary>
    internal IReadOnlyList<LineSums> Sums { get; }

    /// <summary>The spans whose totals are wanted.</summary>
    internal IEnumerable<DaySpan> Spans => _uses.Value.Keys;

    /// <summary>The same spans, those of a grain that follow each other as one: the first and the last of each run.</summary>
    internal IEnumerable<(DaySpan First, DaySpan Last)> Runs
    {
        get
        {
            var spans = _uses.Value.Keys.OrderBy(span => span.Grain).ThenBy(span => span.Start).ToList();
            for (var index = 0; index < spans.Count; index++)
            {
                var first = spans[index];
                while (index + 1 < spans.Count && spans[index].IsFollowedBy(spans[index + 1])) index++;
                yield return (first, spans[index]);
            }
        }
    }

    /// <param name="stretches">Stretches of days; without a beginning, from the start of history.</param>
    /// <param name="funds">Some of the pool's funds.</param>
    /// <param name="books">All of them: nothing is dated before the first was opened or after the last cash date.</param>
    internal static AskedLines Of(IReadOnlyList<(LocalDate? From, LocalDate To)> stretches,
        IReadOnlyList<FundCode> funds, IReadOnlyDictionary<FundCode, FundBook> books) => new(
            stretches, funds, books.Values.Min(book => book.OpenedOn).Year, books.Values.Max(book => book.LastCashDate));

    /// <summary>Whether the answers are also those to another question.</summary>
    internal bool Answers(AskedLines other) =>
        FirstYear <= other.FirstYear && LastDay >= other.LastDay && Stretches.SequenceEqual(other.Stretches)
        && other.Funds.All(fund => _funds.ContainsKey(fund.Text));

    /// <summary>The answers to stretches that were asked for, in any order; null where one was not.</summary>
    internal IReadOnlyList<LineSums>? Of(IReadOnlyList<(LocalDate? From, LocalDate To)> stretches)
    {
        var answers = Stretches.Zip(Sums).ToList();
        return stretches.All(stretch => answers.Any(answer => answer.First == stretch))
            ? [.. stretches.Select(stretch => answers.First(answer => answer.First == stretch).Second)]
            : null;
    }

    private Dictionary<DaySpan, List<(int Number, int Sign)>> Cover()
    {
        var spans = new Dictionary<DaySpan, List<(int Number, int Sign)>>();
        for (var number = 0; number < _days.Count; number++)
        {
            foreach (var (span, sign) in SpanCover.Of(_days[number].From, _days[number].To))
            {
                if (!spans.TryGetValue(span, out var uses)) spans[span] = uses = [];
                uses.Add((number, sign));
            }
        }
        return spans;
    }

    /// <summary>Takes the total of a line in a span.</summary>
    internal void Add(DaySpan span, FundCode fund, string line, long fen)
    {
        foreach (var (number, sign) in _uses.Value[span]) Sums[number].Add(fund, line, new(sign * fen));
    }

    /// <summary>Takes what an event did.</summary>
    internal void Add(LineDelta delta)
    {
        if (delta.Fen == 0 || !_funds.TryGetValue(delta.Fund, out var fund)) return;
        for (var number = 0; number < _days.Count; number++)
        {
            if (delta.CashDate >= _days[number].From && delta.CashDate <= _days[number].To)
                Sums[number].Add(fund, delta.Line, new(delta.Fen));
        }
    }

    /// <summary>Takes what the events of a block did up to a position, and those between the kept totals and the block.</summary>
    internal void Add(StoredBlock block, long position)
    {
        var names = block.Names.Length;
        var days = _days.Select(one => (From: StoredBlock.DayOf(one.From), To: StoredBlock.DayOf(one.To))).ToArray();
        // Sums by fund and line for each stretch of days; few of a block's names are funds, and fewer of those asked for.
        var fens = new long[days.Length][];
        for (var number = 0; number < days.Length; number++) fens[number] = new long[names * names];
        Take(block.Before);
        Take(block.Deltas);
        foreach (var fund in Enumerable.Range(0, names).Where(name => _funds.ContainsKey(block.Names[name])))
        {
            for (var number = 0; number < days.Length; number++)
            {
                for (var line = 0; line < names; line++)
                {
                    if (fens[number][fund * names + line] is var fen and not 0)
                        Sums[number].Add(_funds[block.Names[fund]], block.Names[line], new(fen));
                }
            }
        }

        void Take(StoredDelta[] deltas)
        {
            foreach (ref readonly var delta in deltas.AsSpan())
            {
                if (delta.Position > position) break;
                for (var number = 0; number < days.Length; number++)
                {
                    if (delta.Day >= days[number].From && delta.Day <= days[number].To)
                        fens[number][delta.Fund * names + delta.Line] += delta.Fen;
                }
            }
        }
    }
}
