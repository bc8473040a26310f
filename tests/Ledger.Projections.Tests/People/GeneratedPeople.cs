using Ledger.Domain;
using Ledger.Domain.Corrections;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.Domain.Premiums;
using Ledger.Domain.Reimbursements;
using Ledger.Domain.Settlements;
using NodaTime;

namespace Ledger.Projections.Tests.People;

/// <summary>
/// A made-up history of persons: accounts credited and spent, care paid in two funds, settlements and their payments,
/// returns, corrections. Some of it the rules refuse, as they would. The same seed gives the same history.
/// </summary>
internal sealed class GeneratedPeople(int seed, int persons)
{
    internal static readonly FundCode Personal = FundCode.Of("employee-personal");
    internal static readonly FundCode Pooled = FundCode.Of("employee-pooled");

    private static readonly string[] _categories = ["inpatient", "outpatient", "pharmacy"];
    private static readonly string?[] _classes = [null, null, "in-service", "retired"];

    private readonly Random _random = new(seed);
    private readonly List<FundEvent> _rows = [];
    private int _number;

    internal static IReadOnlyList<IReadOnlyList<FundEvent>> Of(int seed, int rows, int persons)
    {
        var history = new GeneratedPeople(seed, persons);
        foreach (var fund in new[] { Entries.Resident, Personal, Pooled })
            history._rows.AddRange(Entries.Books("2024-01-01", 100_000_000, fund));
        while (history._rows.Count < rows) history._rows.Add(history.Next());
        return [.. history._rows.Select(row => (FundEvent[])[row])];
    }

    private FundEvent Next() => _random.Next(20) switch
    {
        < 3 => New<PremiumReceived>(Personal) with { Payer = "individual", Person = Person() },
        < 7 => Care(Personal) with { Category = "personal" },
        < 12 => Care(_random.Next(2) == 0 ? Pooled : Entries.Resident),
        13 => New<SettlementRecorded>(Pooled) with
        {
            Person = Person(), Category = "inpatient", Institution = Entries.Hospital, BusinessFrom = Day(),
        },
        14 => Answer(New<ReimbursementPaid>(Pooled) with { Category = "inpatient" }, "settlement_recorded"),
        15 => Answer(New<ReimbursementReversed>(Pooled), "reimbursement_paid"),
        16 => Answer(New<EntryReversed>(default) with { Amount = Money.Zero, Reason = "twice" }, null),
        17 => Answer(New<PremiumRefunded>(Personal), "premium_received"),
        18 => New<TransferPaid>(Personal) with { Person = Person(), Category = "transfer" },
        _ => New<FundsMoved>(Pooled) with { Person = Person(), Category = "pool-to-personal", ToFund = Personal },
    };

    private ReimbursementPaid Care(FundCode fund) => New<ReimbursementPaid>(fund) with
    {
        Person = _random.Next(9) == 0 ? null : Person(), Institution = Entries.Hospital,
        Category = _categories[_random.Next(_categories.Length)], PersonClass = _classes[_random.Next(_classes.Length)],
        BusinessFrom = _random.Next(2) == 0 ? Day() : null, Count = _random.Next(3) == 0 ? _random.Next(1, 4) : null,
    };

    private T Answer<T>(T blank, string? kind) where T : FundEvent
    {
        var candidates = _rows.Where(row => row is not FundOpened and not EntryReversed
            && (kind is null || EventTypes.NameOf(row) == kind)).ToList();
        if (candidates.Count == 0) return blank with { Original = DocumentId.Of("NOTHING") };
        var original = candidates[_random.Next(candidates.Count)];
        return (T)(blank with
        {
            Original = original.Document, Fund = blank is EntryReversed ? default : original.Fund,
            Amount = blank is EntryReversed ? Money.Zero : original.Amount,
        });
    }

    private T New<T>(FundCode fund) where T : FundEvent, new() => new()
    {
        Document = DocumentId.Of($"D-{++_number:000000}"), Fund = fund, Amount = new(1 + _random.Next(40_000)), CashDate = Day(),
    };

    private LocalDate Day() => new LocalDate(2024, 11, 1).PlusDays(_random.Next(120));

    private PersonRef Person() => PersonRef.Of($"P{_random.Next(persons):0000}");
}
