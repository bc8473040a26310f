using Ledger.Domain;
using Ledger.Domain.Clearing;
using NodaTime;

namespace Ledger.Projections.Clearing;

/// <summary>Gathers the rows of a year by institution.</summary>
internal sealed class ClearingSums(ClearingPolicy policy, int year)
{
    private const string SpecialCase = "special-case";

    private readonly SortedDictionary<string, ClearingInstitution> _institutions = new(StringComparer.Ordinal);
    private readonly List<RecordedClearing> _recorded = [];
    private readonly List<(string Institution, long Position, Money Decided)> _others = [];
    private Money? _region;
    private long _firstRecorded = long.MaxValue;

    internal void AddBudget(string institution, long fen)
    {
        if (institution.Length == 0) _region = new(fen);
        else Change(institution, one => one with { Budget = new(fen) });
    }

    internal void AddCare(string institution, long charged, long points) =>
        Change(institution, one => one with { Charged = new(charged), Points = points });

    internal void AddDecision(
        string institution, string document, string category, LocalDate date, long position, long fen)
    {
        var code = InstitutionCode.Of(institution);
        if (category == SpecialCase)
        {
            Change(institution, one => one with { Special = one.Special + new Money(fen) });
        }
        else if (document == ClearingEntries.DocumentOf(policy, year, code).Text)
        {
            _recorded.Add(new(code, DocumentId.Of(document), date, new(fen)));
            _firstRecorded = Math.Min(_firstRecorded, position);
        }
        else
        {
            _others.Add((institution, position, new(fen)));
        }
    }

    internal void AddScore(string institution, long score) => Change(institution, one => one with { Score = score });

    internal void AddDeposit(string institution, string document, long fen) => Change(institution, one => one with
    {
        Deposits = [.. one.Deposits, new HeldDeposit(DocumentId.Of(document), new(fen))],
    });

    // What was cleared after this clearing was recorded is no part of what it rested on.
    internal ClearingReading Reading(LocalDate? lastCashDate)
    {
        foreach (var other in _others.Where(other => other.Position < _firstRecorded))
            Change(other.Institution, one => one with { Cleared = one.Cleared + other.Decided });
        return new(new(year, _region, [.. _institutions.Values]), _recorded, lastCashDate);
    }

    private void Change(string institution, Func<ClearingInstitution, ClearingInstitution> change) =>
        _institutions[institution] = change(_institutions.GetValueOrDefault(institution,
            new(InstitutionCode.Of(institution), null, 0, Money.Zero, Money.Zero, Money.Zero, null, [])));
}
