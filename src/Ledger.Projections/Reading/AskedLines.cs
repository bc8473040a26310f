using Ledger.Domain;
using Ledger.Domain.Deciding;
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
    private readonly Dictionary<DaySpan, List<(int Number, int Sign)>> _uses = [];
    private readonly Dictionary<string, FundCode> _funds;

    private AskedLines(IReadOnlyList<(LocalDate? From, LocalDate To)> stretches, IReadOnlyList<FundCode> funds,
        int firstYear, int lastYear)
    {
        (Stretches, Funds, FirstYear, LastYear) = (stretches, funds, firstYear, lastYear);
        _funds = funds.ToDictionary(fund => fund.Text, StringComparer.Ordinal);
        var (first, last) = (new LocalDate(firstYear, 1, 1), new LocalDate(lastYear, 12, 31));
        _days = [.. stretches.Select(stretch => (
            stretch.From is { } from && from > first ? from : first, stretch.To < last ? stretch.To : last))];
        Sums = [.. stretches.Select(_ => new LineSums())];
        for (var number = 0; number < _days.Count; number++)
        {
            foreach (var (span, sign) in SpanCover.Of(_days[number].From, _days[number].To))
            {
                if (!_uses.TryGetValue(span, out var uses)) _uses[span] = uses = [];
                uses.Add((number, sign));
            }
        }
    }

    internal IReadOnlyList<(LocalDate? From, LocalDate To)> Stretches { get; }

    internal IReadOnlyList<FundCode> Funds { get; }

    private int FirstYear { get; }

    private int LastYear { get; }

    /// <summary>The answers, in the order of the stretches.</summary>
    internal IReadOnlyList<LineSums> Sums { get; }

    /// <summary>The spans whose totals are wanted.</summary>
    internal IEnumerable<DaySpan> Spans => _uses.Keys;

    /// <summary>The same spans, those of a grain that follow each other as one: the first and the last of each run.</summary>
    internal IEnumerable<(DaySpan First, DaySpan Last)> Runs
    {
        get
        {
            var spans = _uses.Keys.OrderBy(span => span.Grain).ThenBy(span => span.Start).ToList();
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
        IReadOnlyList<FundCode> funds, IReadOnlyDictionary<FundCode, FundBook> books) => new(stretches, funds, books.Values.Min(book => book.OpenedOn).Year, books.Values.Max(book => book.LastCashDate).Year);

    /// <summary>Whether the answers are also those to another question.</summary>
    internal bool Answers(AskedLines other) =>
        FirstYear <= other.FirstYear && LastYear >= other.LastYear && Stretches.SequenceEqual(other.Stretches)
        && other.Funds.All(fund => _funds.ContainsKey(fund.Text));

    /// <summary>The answers to stretches that were asked for, in any order; null where one was not.</summary>
    internal IReadOnlyList<LineSums>? Of(IReadOnlyList<(LocalDate? From, LocalDate To)> stretches)
    {
        var answers = Stretches.Zip(Sums).ToList();
        return stretches.All(stretch => answers.Any(answer => answer.First == stretch))
            ? [.. stretches.Select(stretch => answers.First(answer => answer.First == stretch).Second)]
            : null;
    }

    /// <summary>Takes the total of a line in a span.</summary>
    internal void Add(DaySpan span, FundCode fund, string line, long fen)
    {
        foreach (var (number, sign) in _uses[span]) Sums[number].Add(fund, line, new(sign * fen));
    }

    /// <summary>Takes what happened to a line on a date.</summary>
    internal void Add(LocalDate date, string fund, string line, long fen)
    {
        if (fen == 0 || !_funds.TryGetValue(fund, out var code)) return;
        for (var number = 0; number < _days.Count; number++)
        {
            if (date >= _days[number].From && date <= _days[number].To) Sums[number].Add(code, line, new(fen));
        }
    }
}
