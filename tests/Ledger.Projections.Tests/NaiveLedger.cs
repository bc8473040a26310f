using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.EventStore;
using NodaTime;

namespace Ledger.Projections.Tests;

/// <summary>
/// A fund's lines recomputed from the log alone, by a table of signs of its own: it shares no rule with the
/// read models, follows each original by looking it up in the log, and adds everything up again for each
/// question.
/// </summary>
internal sealed class NaiveLedger
{
    private const string Asset = "asset.prepayments";

    private readonly List<(FundEvent Entry, string Kind)> _log;
    private readonly ILookup<string, (FundEvent Entry, string Kind)> _byDocument;
    private readonly List<(string Fund, string Line, LocalDate Day, long Fen)> _effects = [];

    public NaiveLedger(IEnumerable<RecordedEvent> log)
    {
        _log = [.. log.Select(one => ((FundEvent)one.Body, one.Type))];
        _byDocument = _log.ToLookup(one => one.Entry.Document.Text);
        foreach (var (entry, kind) in _log)
        {
            foreach (var (line, fen) in Effects(entry, kind))
                _effects.Add((entry.Fund.Text, line, entry.CashDate, fen));
        }
    }

    /// <summary>Fund, line, day → sum, without those that come to nothing.</summary>
    public Dictionary<(string Fund, string Line, LocalDate Day), long> Cells() => _effects
        .GroupBy(one => (one.Fund, one.Line, one.Day))
        .Select(group => (group.Key, Fen: group.Sum(one => one.Fen)))
        .Where(cell => cell.Fen != 0).ToDictionary(cell => cell.Key, cell => cell.Fen);

    /// <summary>The sum of a line and of those below it over days, both ends included.</summary>
    public long Sum(FundCode fund, string line, LocalDate from, LocalDate to) => _effects
        .Where(one => one.Fund == fund.Text && one.Day >= from && one.Day <= to)
        .Where(one => $"{one.Line}.".StartsWith($"{line}.", StringComparison.Ordinal)).Sum(one => one.Fen);

    public IEnumerable<string> Lines(FundCode fund) =>
        _effects.Where(one => one.Fund == fund.Text).Select(one => one.Line).ToHashSet();

    public long Balance(FundCode fund, LocalDate asOf) =>
        Sum(fund, "opening", LocalDate.MinIsoValue, asOf) + Sum(fund, "income", LocalDate.MinIsoValue, asOf)
        - Sum(fund, "expenditure", LocalDate.MinIsoValue, asOf);

    private List<(string Line, long Fen)> Effects(FundEvent entry, string kind)
    {
        var fen = entry.Amount.Fen;
        return kind switch
        {
            "fund_opened" or "fact_recorded" or "clawback_ordered" or "clawback_waived" => [],
            "opening_balance_recorded" when entry.Account == "prepayment" => [("opening", fen), (Asset, fen)],
            "opening_balance_recorded" => [("opening", fen)],
            "premium_received" => [(PremiumLine(entry.Payer), fen)],
            "premium_refunded" => YearOf(entry, "premium_received") == entry.CashDate.Year
                ? [(PremiumLine(Original(entry, "premium_received")?.Payer ?? entry.Payer), -fen)]
                : [("expenditure.other", fen)],
            "subsidy_received" => [($"income.subsidy.{entry.Category}", fen)],
            "interest_credited" => [("income.interest", fen)],
            "transfer_received" => [("income.transfer", fen)],
            "other_income_received" => [("income.other", fen)],
            "upper_level_subsidy_received" => [("income.from-upper", fen)],
            "upper_level_remittance_paid" => [("expenditure.to-upper", fen)],
            "reimbursement_paid" => [($"expenditure.benefits.{entry.Category}", fen)],
            "reimbursement_reversed" => YearOf(entry, "reimbursement_paid") == entry.CashDate.Year
                || entry.Category == "reclassified"
                ? [($"expenditure.benefits.{Original(entry, "reimbursement_paid")!.Category}", -fen)]
                : [("income.other", fen)],
            "clawback_recovered" => Recovered(entry),
            "transfer_paid" => [("expenditure.transfer", fen)],
            "other_expenditure_paid" => [("expenditure.other", fen)],
            "prepayment_paid" => [(Asset, fen)],
            "prepayment_offset" or "prepayment_returned" => [(Asset, -fen)],
            "entry_reversed" => Undone(entry),
            _ => throw new InvalidOperationException($"no sign for {kind}"),
        };
    }

    private static string PremiumLine(string? payer) => payer switch
    {
        "medical-aid" => "income.premium.aid-funded",
        "fiscal" => "income.premium.fiscal-paid",
        "collective" => "income.premium.collective",
        _ => "income.premium",
    };

    // The case's order names the overpayment, whose year and category decide.
    private List<(string Line, long Fen)> Recovered(FundEvent recovery)
    {
        var order = _log.First(one =>
            one.Kind == "clawback_ordered" && one.Entry.CaseNo == recovery.CaseNo
            && one.Entry.Fund == recovery.Fund);
        var paid = Original(order.Entry, "reimbursement_paid")!;
        return paid.CashDate.Year == recovery.CashDate.Year
            ? [($"expenditure.benefits.{paid.Category}", -recovery.Amount.Fen)]
            : [("income.other", recovery.Amount.Fen)];
    }

    private List<(string Line, long Fen)> Undone(FundEvent reversal)
    {
        var (original, kind) = _byDocument[reversal.Original!.Value.Text]
            .First(one => one.Entry.Fund == reversal.Fund && one.Kind != "entry_reversed");
        var effects = Effects(original, kind);
        if (original.CashDate.Year == reversal.CashDate.Year)
            return effects.ConvertAll(one => (one.Line, -one.Fen));
        return effects.ConvertAll(one => one.Line switch
        {
            Asset => (Asset, -one.Fen),
            _ when one.Line.StartsWith("expenditure", StringComparison.Ordinal)
                => ("opening.adjusted", one.Fen),
            _ => ("opening.adjusted", -one.Fen),
        });
    }

    private int YearOf(FundEvent entry, string kind) =>
        Original(entry, kind)?.CashDate.Year ?? entry.BudgetYear!.Value;

    private FundEvent? Original(FundEvent entry, string kind) => entry.Original is not { } original ? null
        : _byDocument[original.Text]
            .FirstOrDefault(one => one.Entry.Fund == entry.Fund && one.Kind == kind).Entry;
}
