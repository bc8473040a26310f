using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.Domain.Reimbursements;
using NodaTime;

namespace Ledger.Testing;

// How one entry is made up: numbers that grow, days that follow the rows, and everything else by chance.
public sealed partial class GeneratedHistory
{
    private ReimbursementPaid Settlement(
        FundCode fund, DocumentId document, LocalDate day, InstitutionCode institution) =>
        New<ReimbursementPaid>(fund, Fen()) with
        {
            Document = document, CashDate = day, Institution = institution, Category = Any(_categories),
            Person = PersonRef.Of($"P{_random.Next(100_000):00000}"), MedicalCost = new(2_000_000),
        };

    private T New<T>(FundCode fund, long fen) where T : FundEvent, new() =>
        new() { Document = Document(), Fund = fund, Amount = new(fen), CashDate = Day() };

    private void Add(params FundEvent[] entries)
    {
        _submissions.Add(entries);
        _rows += entries.Length;
    }

    private DocumentId Document(int row = 0) => DocumentId.Of($"D-{_rows + row:0000000}");

    private InstitutionCode Institution() =>
        InstitutionCode.Of($"H330825{_random.Next(InstitutionCount):00000}");

    private long Fen() => 1 + _random.Next(1_000_000);

    private LocalDate Day()
    {
        var today = (int)((long)_rows * DayCount / _rowCount);
        var late = _random.Next(20) == 0 ? _random.Next(LateDaysMax) : 0;
        return _firstDay.PlusDays(Math.Clamp(today - late, 0, DayCount));
    }

    // The rules refuse what takes back or uses up what was not there yet.
    private static FundEvent NotBefore(FundEvent original, FundEvent entry) =>
        entry with { CashDate = LocalDate.Max(original.CashDate, entry.CashDate) };

    private T Any<T>(IReadOnlyList<T> values) => values[_random.Next(values.Count)];

    // The last takes the place of the one that is taken, so that it costs the same however long the list.
    private bool TakeAny<T>(List<T> open, out T taken)
    {
        taken = default!;
        if (open.Count == 0) return false;
        var index = _random.Next(open.Count);
        taken = open[index];
        open[index] = open[^1];
        open.RemoveAt(open.Count - 1);
        return true;
    }
}
