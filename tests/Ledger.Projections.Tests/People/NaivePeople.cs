using System.Globalization;
using Ledger.Domain.Events;
using Ledger.EventStore;
using NodaTime;

namespace Ledger.Projections.Tests.People;

/// <summary>
/// Accounts and accumulators recomputed from the log alone, by signs of their own and by looking every original up.
/// </summary>
internal sealed class NaivePeople
{
    private readonly List<(FundEvent Entry, string Kind, long Position)> _log;
    private readonly ILookup<string, (FundEvent Entry, string Kind, long Position)> _byDocument;
    private readonly Dictionary<string, (long Fen, long Since)> _accounts = [];
    private readonly Dictionary<string, (long Fen, long Visits)> _sums = [];
    private readonly Dictionary<string, string> _classes = [];

    internal NaivePeople(IEnumerable<RecordedEvent> log)
    {
        _log = [.. log.Select(one => ((FundEvent)one.Body, one.Type, one.Position))];
        _byDocument = _log.ToLookup(one => one.Entry.Document.Text);
        foreach (var one in _log)
        {
            Move(one);
            Count(one.Entry, one.Kind, 1, isStated: true);
        }
    }

    internal IEnumerable<string> Accounts =>
        _accounts.Select(row => Line(row.Key, row.Value.Fen, row.Value.Since)).Order(StringComparer.Ordinal);

    /// <summary>Day or year, then person, fund, category, fen, visits; years also with the class stated last.</summary>
    internal IEnumerable<string> Sums => _sums
        .Select(row => Line(row.Key, row.Value.Fen, row.Value.Visits) + Class(row.Key)).Order(StringComparer.Ordinal);

    private string Class(string key) => key.StartsWith("day", StringComparison.Ordinal) ? "" : $" {_classes.GetValueOrDefault(key)}";

    private void Move((FundEvent Entry, string Kind, long Position) one)
    {
        var (entry, kind) = (one.Entry, one.Kind);
        var (sign, origin) = (1, one.Position);
        if (kind == "entry_reversed")
        {
            (entry, kind, origin) = Undone(entry);
            sign = -1;
        }
        var source = kind switch
        {
            "premium_refunded" => Original(entry, "premium_received"),
            "reimbursement_reversed" => Original(entry, "reimbursement_paid"),
            _ => null,
        };
        if (source is { } answered) origin = answered.Position;
        var person = (source?.Entry ?? entry).Person ?? (source is { Entry: var paid } || kind == "reimbursement_paid"
            ? Original(source?.Entry ?? entry, "settlement_recorded")?.Entry.Person : null);
        var fund = kind == "funds_moved" ? entry.ToFund!.Value.Text : entry.Fund.Text;
        var direction = kind switch
        {
            "premium_received" or "funds_moved" or "reimbursement_reversed" => 1,
            "reimbursement_paid" or "transfer_paid" or "premium_refunded" => -1,
            _ => 0,
        };
        if (person is null || direction == 0 || fund != "employee-personal") return;
        var (key, fen) = ($"{fund} {person}", sign * direction * entry.Amount.Fen);
        if (_accounts.TryGetValue(key, out var account))
        {
            if (origin >= account.Since) _accounts[key] = (account.Fen + fen, account.Since);
        }
        else if (fen > 0 && origin == one.Position) _accounts[key] = (fen, one.Position);
    }

    // Who undoes an entry, or what undid it, states no class anew.
    private void Count(FundEvent entry, string kind, int sign, bool isStated)
    {
        switch (kind)
        {
            case "entry_reversed":
                var (undone, undoneKind, _) = Undone(entry);
                Count(undone, undoneKind, -sign, isStated: false);
                break;
            case "reimbursement_reversed":
                Count(Original(entry, "reimbursement_paid")!.Value.Entry, "reimbursement_paid", -sign, isStated: false);
                break;
            case "reimbursement_paid":
                var source = Original(entry, "settlement_recorded")?.Entry;
                var about = source?.Person is null ? entry : source;
                if (about.Person is not { } person) return;
                var day = about.BusinessFrom ?? about.CashDate;
                foreach (var key in Keys(day, $"{person} {entry.Fund}", entry.Category!))
                {
                    var (fen, visits) = _sums.GetValueOrDefault(key);
                    _sums[key] = (fen + sign * entry.Amount.Fen, visits + sign * Visits(entry, source));
                    if (isStated && entry.PersonClass is { } stated && key.StartsWith("year", StringComparison.Ordinal))
                        _classes[key] = stated;
                }
                break;
        }
    }

    private static long Visits(FundEvent entry, FundEvent? source) => entry.Count ?? (source is null ? 1 : source.Count ?? 1);

    private static string[] Keys(LocalDate day, string whose, string category) =>
    [
        $"day {day:uuuu-MM-dd} {whose} {category}", $"year {day.Year} {whose} {category}", $"year {day.Year} {whose} total",
    ];

    private (FundEvent Entry, string Kind, long Position) Undone(FundEvent reversal) =>
        _byDocument[reversal.Original!.Value.Text].First(one => one.Entry.Fund == reversal.Fund && one.Kind != "entry_reversed");

    private (FundEvent Entry, string Kind, long Position)? Original(FundEvent entry, string kind) => entry.Original is not { } number
        ? null
        : _byDocument[number.Text].Where(one => one.Entry.Fund == entry.Fund && one.Kind == kind)
            .Select(one => ((FundEvent, string, long)?)one).FirstOrDefault();

    private static string Line(string key, long fen, long number) =>
        string.Create(CultureInfo.InvariantCulture, $"{key} {fen} {number}");
}
