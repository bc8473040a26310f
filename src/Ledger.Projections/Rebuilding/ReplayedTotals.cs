using Ledger.Domain;
using Ledger.Domain.Accounting;
using Ledger.Domain.Events;
using Ledger.Projections.FundHistory;
using Ledger.Projections.FundTotals;

namespace Ledger.Projections.Rebuilding;

/// <summary>
/// The totals of funds and their history, made in one go from the first event on: what is true now is held in memory,
/// which grows with the days and lines of a pool and not with its events, and the rest is written as it fills.
/// </summary>
internal sealed class ReplayedTotals(Journal journal)
{
    private readonly Dictionary<(string Fund, DaySpan Span), SortedDictionary<string, long>> _totals = [];
    private readonly Dictionary<(string Fund, string Line, NodaTime.LocalDate CashDate), long> _days = [];
    private readonly HashSet<(string Fund, DaySpan Span)> _touched = [];
    private readonly List<LineDelta> _deltas = [];
    private readonly List<HistoryBlock> _blocks = [];
    private readonly List<(string Fund, DaySpan Span, long Position, string[] Lines, long[] Amounts)> _kept = [];
    private HistoryBlock? _last;
    private long _first = 1;

    /// <summary>Takes the next event.</summary>
    internal void Fold(FundEvent entry, long position)
    {
        foreach (var delta in FundHistory.FundHistory.DeltasOf(entry, position, journal))
        {
            _deltas.Add(delta);
            var day = (delta.Fund, delta.Line, delta.CashDate);
            _days[day] = _days.GetValueOrDefault(day) + delta.Fen;
        }
        if (position == _first + HistoryBlock.Size - 1) FillBlock();
    }

    /// <summary>Gives the blocks and the kept totals that filled up since the last time.</summary>
    internal void Save(Writes writes, PoolCode pool)
    {
        if (_blocks.Count > 0)
        {
            writes.AddRows("fund_block", pool,
                ChangedColumn.New("first", _blocks.Select(block => block.First)),
                ChangedColumn.New("body", _blocks.Select(block => block.Write())));
        }
        if (_kept.Count > 0)
        {
            writes.AddRows("fund_total_kept", pool,
                ChangedColumn.Key("fund", _kept.Select(row => row.Fund)),
                ChangedColumn.Key("grain", _kept.Select(row => row.Span.GrainName)),
                ChangedColumn.Key("start", _kept.Select(row => row.Span.Start.ToSql())),
                ChangedColumn.New("position", _kept.Select(row => row.Position)),
                ChangedColumn.New("lines", _kept.Select(row => row.Lines)),
                ChangedColumn.New("amounts", _kept.Select(row => row.Amounts)));
        }
        _blocks.Clear();
        _kept.Clear();
    }

    /// <summary>Gives the totals as they are now, in the place of those that were given before.</summary>
    internal void SaveTotals(Writes writes, PoolCode pool)
    {
        Spread();
        writes.Add("delete from ledger.fund_total where pool = $1", pool);
        var rows = _totals.SelectMany(span => span.Value, (span, line) => (span.Key.Fund, span.Key.Span, line.Key, line.Value))
            .OrderBy(row => row.Fund, StringComparer.Ordinal).ThenBy(row => row.Span.GrainName, StringComparer.Ordinal)
            .ThenBy(row => row.Span.Start).ThenBy(row => row.Key, StringComparer.Ordinal).ToList();
        if (rows.Count == 0) return;
        writes.AddRows("fund_total", pool,
            ChangedColumn.Key("fund", rows.Select(row => row.Fund)),
            ChangedColumn.Key("grain", rows.Select(row => row.Span.GrainName)),
            ChangedColumn.Key("start", rows.Select(row => row.Span.Start.ToSql())),
            ChangedColumn.Key("line", rows.Select(row => row.Key)),
            ChangedColumn.New("amount_fen", rows.Select(row => row.Value)));
    }

    private void FillBlock()
    {
        _last = HistoryBlock.After(_last, _first, [.. _deltas]);
        _blocks.Add(_last);
        _deltas.Clear();
        _first += HistoryBlock.Size;
        if (_last.EndsAtTotals) KeepTotals(_last.Last);
    }

    private void KeepTotals(long position)
    {
        Spread();
        foreach (var span in _touched)
        {
            var lines = _totals[span].Where(line => line.Value != 0).ToList();
            _kept.Add((span.Fund, span.Span, position,
                [.. lines.Select(line => line.Key)], [.. lines.Select(line => line.Value)]));
        }
        _touched.Clear();
    }

    // An event that moves no line still marks its day: what is kept of it then may be nothing at all.
    private void Spread()
    {
        foreach (var ((fund, line, day), fen) in _days)
        {
            foreach (var span in DaySpan.Around(day).Select(span => (fund, span)))
            {
                _touched.Add(span);
                if (!_totals.TryGetValue(span, out var lines)) _totals[span] = lines = new(StringComparer.Ordinal);
                if (line.Length > 0) lines[line] = lines.GetValueOrDefault(line) + fen;
            }
        }
        _days.Clear();
    }
}
