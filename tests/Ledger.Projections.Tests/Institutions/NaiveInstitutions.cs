using System.Globalization;
using Ledger.Domain.Events;
using Ledger.EventStore;

namespace Ledger.Projections.Tests.Institutions;

/// <summary>
/// The tables of institutions recomputed from the log alone: it shares no rule with the read models, follows each
/// original by looking it up in the log, and reads nothing that a decision stamped on an event.
/// </summary>
internal sealed class NaiveInstitutions
{
    private readonly List<(FundEvent Entry, string Kind)> _log;
    private readonly ILookup<string, (FundEvent Entry, string Kind)> _byDocument;
    private readonly Dictionary<string, long> _cells = new(StringComparer.Ordinal);
    private long _position;

    public NaiveInstitutions(IEnumerable<RecordedEvent> log)
    {
        _log = [.. log.Select(one => ((FundEvent)one.Body, one.Type))];
        _byDocument = _log.ToLookup(one => one.Entry.Document.Text);
        foreach (var (entry, kind) in _log)
        {
            _position++;
            Take(entry, kind);
        }
        foreach (var (cell, fen) in FundBudgets()) _cells[cell] = fen;
    }

    /// <summary>Table, key and column → value, without those that come to nothing.</summary>
    public IEnumerable<KeyValuePair<string, long>> Cells() =>
        _cells.Where(cell => cell.Value != 0).OrderBy(cell => cell.Key, StringComparer.Ordinal);

    private void Take(FundEvent entry, string kind)
    {
        var (subject, name, sign) = (entry, kind, 1);
        if (kind == "entry_reversed") (subject, name, sign) = (Reversed(entry).Entry, Reversed(entry).Kind, -1);
        Year(subject, name, sign);
        Budget(subject, name, sign);
        Outstanding(subject, name, sign, entry.CashDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Month(subject, name, sign, entry.CashDate.ToString("yyyy-MM", CultureInfo.InvariantCulture) + "-01");
    }

    private void Year(FundEvent entry, string kind, int sign)
    {
        switch (kind)
        {
            case "reimbursement_paid":
                AddYear(entry, "paid_fen", sign * entry.Amount.Fen);
                if (entry.Original is null) AddCare(entry, kind, sign);
                break;
            case "reimbursement_reversed":
                Year(Original(entry, "reimbursement_paid")!, "reimbursement_paid", -sign);
                break;
            case "settlement_recorded":
                AddYear(entry, "settled_fen", sign * entry.Amount.Fen);
                AddCare(entry, kind, sign);
                break;
            case "amount_refused":
                AddYear(Original(entry, "settlement_recorded")!, "settled_fen", -sign * entry.Amount.Fen, ofClass: false);
                break;
            case "settlement_withdrawn":
                var settlement = Original(entry, "settlement_recorded")!;
                AddYear(settlement, "settled_fen", -sign * entry.Amount.Fen);
                if (entry.Amount == settlement.Amount) AddCare(settlement, "settlement_recorded", -sign);
                break;
        }
    }

    private void AddCare(FundEvent entry, string kind, int sign)
    {
        var first = _byDocument[entry.Document.Text].First(one => one.Kind == kind).Entry;
        if (first.Fund != entry.Fund) return;
        AddYear(entry, "visits", sign * entry.Count!.Value);
        AddYear(entry, "medical_cost_fen", sign * entry.MedicalCost!.Value.Fen, andClass: true);
        AddYear(entry, "in_scope_fen", sign * entry.InScopeCost!.Value.Fen, andClass: true);
        AddYear(entry, "out_of_scope_fen", sign * entry.OutOfScopeCost!.Value.Fen, andClass: true);
        AddYear(entry, "self_paid_fen", sign * entry.SelfPaid!.Value.Fen, andClass: true);
        AddYear(entry, "exam_cost_fen", sign * entry.ExamCost!.Value.Fen);
        AddYear(entry, "points", sign * long.Parse(entry.Points!.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture));
    }

    private void AddYear(FundEvent entry, string column, long value, bool andClass = false, bool ofClass = true)
    {
        var settlement = Original(entry, "settlement_recorded");
        if ((entry.Institution ?? settlement?.Institution) is not { } institution) return;
        var year = YearOf(entry) ?? (settlement is null ? (int?)null : YearOf(settlement) ?? settlement.CashDate.Year)
            ?? entry.CashDate.Year;
        var row = $"institution_year {year} {institution} {entry.Fund} {entry.Category}";
        Add($"{row} {column}", value);
        _cells[$"{row} last_position"] = _position;
        if (!ofClass || entry.PersonClass is not { } people) return;
        row = $"institution_class_year {year} {institution} {entry.Category} {people}";
        if (andClass) Add($"{row} {column}", value);
        _cells[$"{row} last_position"] = _position;
    }

    private void Budget(FundEvent entry, string kind, int sign)
    {
        var column = kind switch
        {
            "budget_allotted" => "allotted_fen",
            "budget_adjusted" => "adjusted_fen",
            _ => null,
        };
        if (column is null) return;
        Add($"budget_book {entry.BudgetYear} {entry.Institution} {entry.Fund} {entry.Category} {column}",
            sign * (entry.Direction == "down" ? -1 : 1) * entry.Amount.Fen);
    }

    private void Outstanding(FundEvent entry, string kind, int sign, string day)
    {
        var settlement = Original(entry, "settlement_recorded");
        var (name, owed, opened, due, up) = kind switch
        {
            "settlement_recorded" => ("settlement", entry, entry, "-infinity", 1),
            "settlement_withdrawn" or "amount_refused" => ("settlement", settlement, settlement, "-infinity", -1),
            "reimbursement_paid" when settlement is not null => ("settlement", settlement, settlement, "-infinity", -1),
            "clawback_ordered" => ("clawback", entry, entry, Iso(entry.DueDate), 1),
            "clawback_recovered" or "clawback_waived" => ("clawback", entry, null, "-infinity", -1),
            "prepayment_paid" => ("prepayment", entry, entry, "-infinity", 1),
            "prepayment_returned" => ("prepayment", entry, null, "-infinity", -1),
            "deposit_withheld" => ("deposit", entry, entry, "-infinity", 1),
            "deposit_released" => ("deposit", entry, (FundEvent?)null, "-infinity", -1),
            _ => ("", null, null, "", 0),
        };
        if (up == 0) return;
        var holder = owed!.Institution?.Text ?? $"person:{owed.Person}";
        var value = sign * up * entry.Amount.Fen;
        var lot = $"{(opened is null ? "-infinity" : Iso(opened.CashDate))} {due}";
        // The positions to which it is kept are 8,192 from each other.
        Add($"outstanding_day {name} {entry.Fund} {holder} {day} {lot} {(_position + 8191) / 8192 * 8192} amount_fen", value);
        Add($"outstanding_sum {holder} {name} {entry.Fund} amount_fen", value);
        Add($"outstanding_lot {holder} {name} {entry.Fund} {lot} amount_fen", value);
        Moved($"outstanding_sum {holder} {name} {entry.Fund}", day);
        Moved($"outstanding_lot {holder} {name} {entry.Fund} {lot}", day);
    }

    // When it first and last did.
    private void Moved(string part, string day)
    {
        var number = long.Parse(day.Replace("-", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        _cells[$"{part} first_on"] = Math.Min(_cells.GetValueOrDefault($"{part} first_on", number), number);
        _cells[$"{part} last_on"] = Math.Max(_cells.GetValueOrDefault($"{part} last_on"), number);
        _cells.TryAdd($"{part} first_position", _position);
        _cells[$"{part} last_position"] = _position;
    }

    private void Month(FundEvent entry, string kind, int sign, string month)
    {
        string[] items = kind switch
        {
            "settlement_recorded" => ["settled"],
            "settlement_withdrawn" => ["withdrawn"],
            "amount_refused" => ["refused"],
            "reimbursement_paid" => entry.Original is null ? ["paid"] : ["paid", "paid-of-settlements"],
            "reimbursement_reversed" => ["came-back"],
            "deposit_withheld" => ["withheld"],
            "deposit_released" => ["released"],
            "prepayment_paid" => ["prepaid"],
            "prepayment_returned" => ["prepayment-returned"],
            "clawback_ordered" => ["clawback-ordered"],
            "clawback_recovered" => [entry.Category == "offset" ? "clawback-offset" : "clawback-recovered"],
            "clawback_waived" => ["clawback-waived"],
            _ => [],
        };
        var paid = Original(entry, "reimbursement_paid");
        var institution = entry.Institution ?? Original(entry, "settlement_recorded")?.Institution ?? paid?.Institution
            ?? (paid is null ? null : Original(paid, "settlement_recorded")?.Institution);
        if (institution is null) return;
        foreach (var item in items)
            Add($"institution_month {institution} {month} {entry.Fund} {item} amount_fen", sign * entry.Amount.Fen);
    }

    // The last one set is in force, unless it was reversed, when there is none until the next.
    private IEnumerable<KeyValuePair<string, long>> FundBudgets()
    {
        var reversed = _log.Where(one => one.Kind == "entry_reversed")
            .Select(one => one.Entry.Original!.Value.Text).ToHashSet(StringComparer.Ordinal);
        return _log.Select((one, index) => (one.Entry, one.Kind, Position: index + 1L))
            .Where(one => one.Kind == "fund_budget_set")
            .GroupBy(one => $"fund_budget {one.Entry.BudgetYear} {one.Entry.Fund} {one.Entry.Line}")
            .Where(group => !reversed.Contains(group.Last().Entry.Document.Text))
            .SelectMany(group => (KeyValuePair<string, long>[])
            [
                new($"{group.Key} {group.Last().Entry.Document} amount_fen", group.Last().Entry.Amount.Fen),
                new($"{group.Key} {group.Last().Entry.Document} position", group.Last().Position),
            ]);
    }

    private void Add(string cell, long value) => _cells[cell] = _cells.GetValueOrDefault(cell) + value;

    private static int? YearOf(FundEvent entry) =>
        entry.BudgetYear ?? entry.BusinessTo?.Year ?? entry.BusinessFrom?.Year;

    private static string Iso(NodaTime.LocalDate? date) => date!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private (FundEvent Entry, string Kind) Reversed(FundEvent reversal) => _byDocument[reversal.Original!.Value.Text]
        .First(one => one.Entry.Fund == reversal.Fund && one.Kind != "entry_reversed");

    private FundEvent? Original(FundEvent entry, string kind) => entry.Original is not { } original ? null
        : _byDocument[original.Text].FirstOrDefault(one => one.Entry.Fund == entry.Fund && one.Kind == kind).Entry;
}
