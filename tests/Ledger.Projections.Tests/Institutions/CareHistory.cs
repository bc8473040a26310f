using Ledger.Domain;
using Ledger.Domain.Budgets;
using Ledger.Domain.Clawbacks;
using Ledger.Domain.Corrections;
using Ledger.Domain.Deposits;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.Domain.Prepayments;
using Ledger.Domain.Reimbursements;
using Ledger.Domain.Settlements;
using NodaTime;

namespace Ledger.Projections.Tests.Institutions;

/// <summary>
/// A made-up history of what institutions do with the funds: bills of one and of two funds, settled and paid in parts,
/// withdrawn, returned, undone; budgets, advances, deposits and clawbacks. The rules accept every submission, and the
/// same seed gives the same history.
/// </summary>
internal sealed class CareHistory
{
    private static readonly FundCode[] _funds = [FundCode.Of("resident"), FundCode.Of("employee-pooled")];
    private static readonly string?[] _classes = [null, "aid-recipient", "orphan", "resident"];
    private static readonly string[] _categories = ["inpatient", "outpatient", "negotiated-drug"];
    private static readonly string[] _lines =
        ["income.premium", "income.subsidy", "income.interest", "expenditure.benefits", "expenditure.other"];
    private static readonly LocalDate _firstDay = new(2025, 10, 1);

    private readonly Random _random;
    private readonly List<IReadOnlyList<FundEvent>> _submissions = [];
    private readonly List<(FundEvent[] Legs, bool IsFree)> _payments = [];
    private readonly List<(FundEvent Settlement, long LeftFen)> _settlements = [];
    private readonly List<(FundEvent Opened, long LeftFen)> _advances = [];
    private readonly List<(FundEvent Opened, long LeftFen)> _deposits = [];
    private readonly List<(FundEvent Opened, long LeftFen)> _claims = [];
    private readonly List<FundEvent> _budgets = [];
    private int _documents;
    private LocalDate _today = _firstDay;

    private CareHistory(int seed) => _random = new(seed);

    public static IReadOnlyList<IReadOnlyList<FundEvent>> Of(int seed, int steps)
    {
        var history = new CareHistory(seed);
        foreach (var fund in _funds)
        {
            history.Add(Entries.Of<FundOpened>($"open-{fund}", "2025-10-01", 0, fund));
            history.Add(Entries.Of<OpeningBalanceRecorded>($"opening-{fund}", "2025-10-01", 1_000_000_000, fund));
        }
        for (var step = 0; step < steps; step++) history.Step();
        return history._submissions;
    }

    private void Step()
    {
        switch (_random.Next(23))
        {
            case < 4: Pay(Any(_funds)); break;
            case < 6: Pay(_funds); break;
            case < 9: Settle(); break;
            case < 12: PaySettlement(); break;
            case 12: Withdraw(); break;
            case 21: Refuse(); break;
            case 13: Return(); break;
            case 14: Undo(); break;
            case 15: Budget(); break;
            case 16: UndoBudget(); break;
            case 17: Open(_advances, New<PrepaymentPaid>(Any(_funds), 500) with { Institution = Hospital() }); break;
            case 18:
                Use(_advances, (opened, fen) => New<PrepaymentReturned>(opened.Fund, fen) with
                {
                    Institution = opened.Institution,
                });
                break;
            case 19: Withhold(); break;
            case 20: Claim(); break;
            default: Recover(); break;
        }
    }

    private void Pay(params FundCode[] funds)
    {
        var bill = Bill<ReimbursementPaid>(funds[0]);
        var legs = funds.Select(fund => (FundEvent)(bill with { Fund = fund, Amount = new(_random.Next(1, 90_000)) })).ToArray();
        Add(legs);
        _payments.Add((legs, true));
    }

    private void Settle()
    {
        var settlement = Bill<SettlementRecorded>(Any(_funds));
        if (_random.Next(4) == 0) settlement = settlement with { Institution = null, Person = PersonRef.Of("P-1") };
        Open(_settlements, settlement);
    }

    private void PaySettlement()
    {
        if (!TakeAny(_settlements, out var open)) return;
        var fen = _random.Next(3) == 0 ? open.LeftFen : 1 + _random.NextInt64(open.LeftFen);
        var payment = New<ReimbursementPaid>(open.Settlement.Fund, fen) with
        {
            Original = open.Settlement.Document, Category = open.Settlement.Category,
            Institution = _random.Next(2) == 0 ? open.Settlement.Institution : null,
            BudgetYear = _random.Next(4) == 0 ? 2024 : null,
        };
        Add(payment);
        _payments.Add(([payment], false));
        if (open.LeftFen > fen) _settlements.Add((open.Settlement, open.LeftFen - fen));
    }

    private void Withdraw()
    {
        if (!TakeAny(_settlements, out var open)) return;
        var fen = _random.Next(2) == 0 ? open.LeftFen : 1 + _random.NextInt64(open.LeftFen);
        Add(New<SettlementWithdrawn>(open.Settlement.Fund, fen) with { Original = open.Settlement.Document });
        if (open.LeftFen > fen) _settlements.Add((open.Settlement, open.LeftFen - fen));
    }

    private void Refuse()
    {
        if (!TakeAny(_settlements, out var open)) return;
        if (open.Settlement.Institution is null)
        {
            _settlements.Add(open);
            return;
        }
        var fen = 1 + _random.NextInt64(open.LeftFen);
        Add(New<AmountRefused>(open.Settlement.Fund, fen) with
        {
            Original = open.Settlement.Document, Institution = open.Settlement.Institution, Reason = "not ordered",
        });
        if (open.LeftFen > fen) _settlements.Add((open.Settlement, open.LeftFen - fen));
    }

    // The legs in an order of their own, each under a number of its own.
    private void Return()
    {
        if (!TakeAny(_payments, out var paid)) return;
        var voucher = $"V-{++_documents}";
        Add([
            .. paid.Legs.Reverse().Select(leg => New<ReimbursementReversed>(leg.Fund, leg.Amount.Fen) with
            {
                Original = leg.Document, Voucher = voucher,
            }),
        ]);
    }

    private void Undo()
    {
        if (!TakeAny(_payments, out var paid)) return;
        Add(new EntryReversed
        {
            Document = Document(), CashDate = Day(), Original = paid.Legs[0].Document, Reason = "wrong hospital",
        });
        if (paid.Legs[0].Original is null) return;
        // It is owed again, and may be paid again.
        var index = _settlements.FindIndex(open => open.Settlement.Document == paid.Legs[0].Original);
        if (index >= 0)
            _settlements[index] = (_settlements[index].Settlement, _settlements[index].LeftFen + paid.Legs[0].Amount.Fen);
    }

    private void Budget()
    {
        FundEvent entry = _random.Next(3) switch
        {
            0 => New<BudgetAllotted>(Any(_funds), Fen()),
            1 => New<BudgetAdjusted>(Any(_funds), Fen()) with { Direction = _random.Next(2) == 0 ? "up" : "down" },
            _ => New<FundBudgetSet>(Any(_funds), Fen()) with { Line = Any(_lines) },
        };
        entry = entry with { BudgetYear = 2026 };
        if (entry is not FundBudgetSet && _random.Next(3) > 0)
            entry = entry with { Institution = Hospital(), Category = _random.Next(2) == 0 ? "inpatient" : null };
        Add(entry);
        _budgets.Add(entry);
    }

    private void UndoBudget()
    {
        if (_random.Next(3) == 0 && TakeAny(_budgets, out var entry)) AddUndo(entry);
    }

    private void Withhold()
    {
        if (_random.Next(2) == 0)
        {
            Use(_deposits, (opened, fen) => New<DepositReleased>(opened.Fund, fen) with
            {
                Institution = opened.Institution, Original = opened.Document,
            });
            return;
        }
        var payment = Bill<ReimbursementPaid>(Any(_funds)) with { Amount = new(100_000) };
        Add(payment);
        Open(_deposits, New<DepositWithheld>(payment.Fund, 1 + _random.Next(5_000)) with
        {
            Institution = payment.Institution, Original = payment.Document,
        });
    }

    private void Claim()
    {
        var claim = New<ClawbackOrdered>(Any(_funds), Fen()) with
        {
            CaseNo = $"C-{_documents}", Channel = "agency", Reason = "counted twice", BudgetYear = 2025, DueDate = Day(),
        };
        Open(_claims, _random.Next(3) == 0
            ? claim with { Person = PersonRef.Of("P-2") }
            : claim with { Institution = Hospital() });
    }

    private void Recover() => Use(_claims, (order, fen) =>
    {
        FundEvent answer = _random.Next(3) == 0
            ? New<ClawbackWaived>(order.Fund, fen)
            : New<ClawbackRecovered>(order.Fund, fen) with { Category = _random.Next(2) == 0 ? "cash" : "offset" };
        return answer with { CaseNo = order.CaseNo, Institution = order.Institution, Person = order.Person };
    });

    private void Open(List<(FundEvent, long)> list, FundEvent entry)
    {
        Add(entry);
        list.Add((entry, entry.Amount.Fen));
    }

    private void Use(List<(FundEvent Opened, long LeftFen)> list, Func<FundEvent, long, FundEvent> answer)
    {
        if (!TakeAny(list, out var open)) return;
        var fen = 1 + _random.NextInt64(open.LeftFen);
        var entry = answer(open.Opened, fen);
        Add(entry);
        if (entry is not DepositReleased && _random.Next(4) == 0) AddUndo(entry);
        else if (open.LeftFen > fen) list.Add((open.Opened, open.LeftFen - fen));
    }

    private void AddUndo(FundEvent entry) => Add(new EntryReversed
    {
        Document = Document(), CashDate = Day(), Original = entry.Document, Reason = "typing error",
    });

    private T Bill<T>(FundCode fund) where T : FundEvent, new() => New<T>(fund, 1 + _random.Next(90_000)) with
    {
        Institution = Hospital(), Category = Any(_categories), PersonClass = Any(_classes), Count = _random.Next(1, 30),
        MedicalCost = new(Fen()), InScopeCost = new(Fen()), OutOfScopeCost = new(Fen()), SelfPaid = new(Fen()),
        ExamCost = new(Fen()), Points = $"{_random.Next(900)}.{_random.Next(10_000):0000}",
        BusinessTo = _random.Next(3) == 0 ? Day().PlusDays(-60) : null, BudgetYear = _random.Next(5) == 0 ? 2025 : null,
    };

    private T New<T>(FundCode fund, long fen) where T : FundEvent, new() =>
        new() { Document = Document(), Fund = fund, Amount = new(fen), CashDate = Day() };

    private void Add(params FundEvent[] entries) => _submissions.Add(entries);

    private DocumentId Document() => DocumentId.Of($"D-{++_documents}");

    private InstitutionCode Hospital() => InstitutionCode.Of($"H3308250000{_random.Next(4)}");

    private long Fen() => 1 + _random.Next(1_000_000);

    // Never back: what answers an entry is not dated before it.
    private LocalDate Day() => _today = _today.PlusDays(_random.Next(7) == 0 ? 1 : 0);

    private T Any<T>(IReadOnlyList<T> values) => values[_random.Next(values.Count)];

    private bool TakeAny<T>(List<T> open, out T taken)
    {
        taken = default!;
        if (open.Count == 0) return false;
        var index = _random.Next(open.Count);
        taken = open[index];
        open.RemoveAt(index);
        return true;
    }
}
