using Ledger.Domain;
using Ledger.Domain.Clawbacks;
using Ledger.Domain.Corrections;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.Domain.Premiums;
using Ledger.Domain.Prepayments;
using Ledger.Domain.Reimbursements;
using NodaTime;

namespace Ledger.Testing;

/// <summary>
/// A made-up history of a pool over nearly two years: several funds, fifty institutions, vouchers,
/// settlements of two funds, refunds, advances, clawbacks and corrections, a few of them dated long before
/// they are recorded. The rules accept every submission, and the same seed gives the same history.
/// </summary>
public sealed partial class GeneratedHistory
{
    private const int InstitutionCount = 50;
    private const int DayCount = 690;
    private const int LateDaysMax = 300;
    private const long OpeningFen = 10_000_000_000_00;

    private static readonly LocalDate _firstDay = new(2024, 1, 1);
    private static readonly FundCode _pooled = FundCode.Of("employee-pooled");
    private static readonly FundCode _personal = FundCode.Of("employee-personal");
    private static readonly FundCode _resident = FundCode.Of("resident");
    private static readonly FundCode _outside = FundCode.Of("huiminbao");
    private static readonly FundCode[] _funds = [_pooled, _personal, _resident];
    private static readonly string[] _categories =
        ["inpatient", "outpatient", "outpatient-special", "pharmacy"];
    private static readonly string[] _payers =
        ["employer", "individual", "fiscal", "medical-aid", "collective"];

    private readonly Random _random;
    private readonly int _rowCount;
    private readonly List<IReadOnlyList<FundEvent>> _submissions = [];
    private readonly List<IReadOnlyList<FundEvent>> _settlements = [];
    private readonly List<(PremiumReceived Premium, long LeftFen)> _premiums = [];
    private readonly List<(PrepaymentPaid Advance, long LeftFen)> _advances = [];
    private readonly List<(ClawbackOrdered Order, long LeftFen)> _clawbacks = [];
    private int _rows;

    private GeneratedHistory(int seed, int rowCount)
    {
        _random = new(seed);
        _rowCount = rowCount;
    }

    /// <summary>Submissions in order, of <paramref name="rowCount"/> rows or a few more in all.</summary>
    public static IReadOnlyList<IReadOnlyList<FundEvent>> Of(int seed, int rowCount)
    {
        var history = new GeneratedHistory(seed, rowCount);
        history.Open();
        while (history._rows < rowCount) history.Step();
        return history._submissions;
    }

    private void Open()
    {
        foreach (var fund in _funds)
        {
            Add(New<FundOpened>(fund, 0) with { CashDate = _firstDay });
            Add(New<OpeningBalanceRecorded>(fund, OpeningFen) with { CashDate = _firstDay });
        }
        Add(New<FundOpened>(_outside, 0) with { CashDate = _firstDay, Category = EventTypes.FlowsOnly });
    }

    private void Step()
    {
        switch (_random.Next(100))
        {
            case < 50: Settle([Settlement(Any(_funds), Document(), Day(), Institution())]); break;
            case < 62: SettleTwoFunds(); break;
            case < 72: SettleByVoucher(); break;
            case < 82: ReceivePremium(); break;
            case < 85: RefundPremium(); break;
            case < 88: ReverseSettlement(); break;
            case < 90: Advance(); break;
            case < 92: UseAdvance(); break;
            case < 93: OrderClawback(); break;
            case < 95: AnswerClawback(); break;
            case < 96: Correct(); break;
            default: MoveOtherMoney(); break;
        }
    }

    private void Settle(IReadOnlyList<FundEvent> legs)
    {
        Add([.. legs]);
        _settlements.Add(legs);
    }

    private void SettleTwoFunds()
    {
        var (document, day, institution) = (Document(), Day(), Institution());
        Settle([
            Settlement(_pooled, document, day, institution),
            Settlement(_personal, document, day, institution),
        ]);
    }

    private void SettleByVoucher()
    {
        var (voucher, day) = ($"V-{_rows:0000000}", Day());
        var rows = Enumerable.Range(0, 3).Select(row =>
            Settlement(_resident, Document(row), day, Institution()) with { Voucher = voucher }).ToArray();
        Add([.. rows]);
        _settlements.AddRange(rows.Select(row => (IReadOnlyList<FundEvent>)[row]));
    }

    private void ReceivePremium()
    {
        var premium = New<PremiumReceived>(Any(_funds), Fen()) with { Payer = Any(_payers) };
        Add(premium);
        _premiums.Add((premium, premium.Amount.Fen));
    }

    private void RefundPremium()
    {
        if (!TakeAny(_premiums, out var open)) return;
        var fen = 1 + _random.NextInt64(open.LeftFen);
        Add(NotBefore(open.Premium, New<PremiumRefunded>(open.Premium.Fund, fen) with
        {
            Original = open.Premium.Document,
        }));
        if (open.LeftFen > fen) _premiums.Add((open.Premium, open.LeftFen - fen));
    }

    private void ReverseSettlement()
    {
        if (!TakeAny(_settlements, out var legs)) return;
        var (document, day) = (Document(), LocalDate.Max(Day(), legs[0].CashDate));
        var category = _random.Next(4) == 0 ? "reclassified" : null;
        Add([
            .. legs.Select(leg => New<ReimbursementReversed>(leg.Fund, leg.Amount.Fen) with
            {
                Document = document, CashDate = day, Original = leg.Document, Category = category,
                Institution = leg.Institution,
            }),
        ]);
    }

    private void Advance()
    {
        var advance = New<PrepaymentPaid>(Any(_funds), Fen()) with
        {
            Institution = Institution(), Category = "working-capital",
        };
        Add(advance);
        _advances.Add((advance, advance.Amount.Fen));
    }

    private void UseAdvance()
    {
        if (!TakeAny(_advances, out var open)) return;
        var fen = 1 + _random.NextInt64(open.LeftFen);
        var (fund, institution) = (open.Advance.Fund, open.Advance.Institution!.Value);
        if (_random.Next(2) == 0)
        {
            Add(New<PrepaymentReturned>(fund, fen) with
            {
                Institution = institution, Category = "working-capital",
            });
        }
        else
        {
            var settlement = Settlement(fund, Document(), Day(), institution) with { Amount = new(fen) };
            Add(settlement);
            Add(NotBefore(settlement, New<PrepaymentOffset>(fund, fen) with
            {
                Institution = institution, Original = settlement.Document, Category = "working-capital",
            }));
        }
        if (open.LeftFen > fen) _advances.Add((open.Advance, open.LeftFen - fen));
    }

    private void OrderClawback()
    {
        if (!TakeAny(_settlements, out var legs)) return;
        var order = New<ClawbackOrdered>(legs[0].Fund, legs[0].Amount.Fen) with
        {
            Original = legs[0].Document, Institution = legs[0].Institution, CaseNo = $"C-{_rows:0000000}",
            Channel = "agency", DueDate = _firstDay.PlusDays(DayCount), Reason = "over-charged",
        };
        Add(order);
        _clawbacks.Add((order, order.Amount.Fen));
    }

    private void AnswerClawback()
    {
        if (!TakeAny(_clawbacks, out var open)) return;
        var fen = 1 + _random.NextInt64(open.LeftFen);
        FundEvent answer = _random.Next(4) == 0 ? New<ClawbackWaived>(open.Order.Fund, fen)
            : New<ClawbackRecovered>(open.Order.Fund, fen) with { Category = "cash" };
        Add(answer with { CaseNo = open.Order.CaseNo, Institution = open.Order.Institution });
        if (open.LeftFen > fen) _clawbacks.Add((open.Order, open.LeftFen - fen));
    }

    // One row that names neither fund nor amount, so that each leg of the original is reversed.
    private void Correct()
    {
        if (!TakeAny(_settlements, out var legs)) return;
        Add(NotBefore(legs[0], New<EntryReversed>(default, 0) with
        {
            Original = legs[0].Document, Reason = "wrong hospital",
        }));
    }

    private void MoveOtherMoney() => Add(_random.Next(10) switch
    {
        0 => New<SubsidyReceived>(_resident, Fen()) with { Payer = "central", Category = "standard" },
        1 => New<SubsidyReceived>(_pooled, Fen()) with { Payer = "county", Category = "vaccine" },
        2 => New<InterestCredited>(Any(_funds), Fen()),
        3 => New<TransferReceived>(_personal, Fen()),
        4 => New<OtherIncomeReceived>(Any(_funds), Fen()) with { Category = "late-fee" },
        5 => New<UpperLevelSubsidyReceived>(_pooled, Fen()) with { Counterparty = "330800" },
        6 => New<UpperLevelRemittancePaid>(_pooled, Fen()) with { Counterparty = "330800" },
        7 => New<TransferPaid>(_personal, Fen()) with { Category = "transfer" },
        8 => New<OtherExpenditurePaid>(Any(_funds), Fen()),
        _ => New<ReimbursementPaid>(_outside, Fen()) with { Category = "other" },
    });
}
