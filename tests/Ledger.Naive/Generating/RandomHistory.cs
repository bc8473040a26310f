using System.Globalization;

namespace Ledger.Naive.Generating;

/// <summary>
/// What people might send over two and a half years, valid and invalid: every kind, five funds, few institutions and
/// cases so that they meet, vouchers, settlements of two funds, repeats, conflicts, and rows that are wrong. It does
/// not know the rules: it only knows what it sent before. The same seed gives the same history.
/// </summary>
public sealed partial class RandomHistory
{
    private static readonly string[] _funds =
        ["resident", "employee-pooled", "employee-personal", "critical-illness", "huiminbao"];

    // In the catalogue, and its books are never opened.
    private const string NeverOpened = "medical-aid";

    private readonly HistorySettings _settings;
    private readonly Random _random;
    private readonly List<IReadOnlyList<Row>> _sent = [];
    private int _documents;

    private RandomHistory(int seed, HistorySettings settings)
    {
        _random = new(seed);
        _settings = settings;
    }

    /// <summary>Submissions in order; the rows of each stand or fall together.</summary>
    public static IReadOnlyList<IReadOnlyList<Row>> Of(int seed, HistorySettings settings)
    {
        var history = new RandomHistory(seed, settings);
        if (settings.OpensFunds) history._sent.AddRange(Opening(settings));
        var opened = history._sent.Count;
        while (history._sent.Count < opened + settings.Submissions) history._sent.Add(history.Next());
        return history._sent;
    }

    /// <summary>The books are opened and money is in them; the last fund is kept as flows only.</summary>
    public static IEnumerable<IReadOnlyList<Row>> Opening(HistorySettings settings)
    {
        foreach (var fund in _funds)
        {
            var open = new Row("fund_opened") { ["document"] = $"open-{fund}", ["fund"] = fund, ["date"] = "2024-01-01" };
            if (fund == _funds[^1])
            {
                yield return [open.With("category", "flows-only")];
                continue;
            }
            yield return [open];
            yield return
            [
                new Row("opening_balance_recorded")
                {
                    ["document"] = $"opening-{fund}", ["fund"] = fund, ["date"] = "2024-01-01",
                    ["amount"] = Yuan(settings.OpeningFen),
                },
            ];
        }
    }

    private IReadOnlyList<Row> Next()
    {
        var place = _random.Next(100);
        if (_settings.Disorder && _sent.Count > 0 && place < 10) return Disordered(Any(_sent));
        return place switch
        {
            < 18 => TwoFunds(),
            < 26 => NettedVoucher(),
            < 30 => [.. Enumerable.Range(0, 2 + _random.Next(2)).Select(_ => One())
                .Select(row => row.With("voucher", $"{_settings.Prefix}V-{_sent.Count}"))],
            _ => WithItsLegs(One()),
        };
    }

    // What was paid by two funds comes back to both.
    private IReadOnlyList<Row> WithItsLegs(Row row) =>
        row.Of("kind") == "reimbursement_reversed" && !OneIn(10) && _sent.Find(rows => rows.Count > 1
            && rows.All(leg => leg.Of("kind") == "reimbursement_paid" && leg.Of("document") == row.Of("original")))
            is { } legs
            ? [.. legs.Select(leg => row.With("fund", leg.Of("fund")).With("amount", leg.Of("amount")))]
            : [row];

    private Row One() => Make(Any(_kinds));

    // Legs of one settlement; now and then of one fund twice.
    private Row[] TwoFunds()
    {
        var leg = Make(Any(["reimbursement_paid", "settlement_recorded", "reimbursement_paid"]));
        return [leg, leg.With("fund", Any(_funds)).With("amount", Yuan(Fen()))];
    }

    // 应付总额 less deposit, offset and clawback, in one voucher.
    private Row[] NettedVoucher()
    {
        var settlement = Earlier("settlement_recorded");
        if (settlement is null) return [Make("settlement_recorded")];
        var day = Day();
        var fen = FenOf(settlement);
        Row[] rows =
        [
            Answer("reimbursement_paid", settlement).With("amount", Yuan(fen)),
            Answer("deposit_withheld", settlement).With("amount", Yuan(Math.Max(1, fen / 25))),
            Answer("prepayment_offset", settlement).With("amount", Yuan(1 + _random.NextInt64(fen))),
        ];
        if (Earlier("clawback_ordered") is { } order) rows = [.. rows, Answer("clawback_recovered", order)];
        return [.. rows.Select(row => row.With("date", day).With("voucher", $"{_settings.Prefix}V-{_sent.Count}"))];
    }

    private IReadOnlyList<Row> Disordered(IReadOnlyList<Row> rows) => _random.Next(10) switch
    {
        < 5 => rows,
        < 6 => [.. rows.Reverse()],
        < 7 when rows.Count > 1 => [.. rows.Skip(1)],
        < 8 => [rows[0].With("amount", Yuan(Fen())), .. rows.Skip(1)],
        < 9 => [rows[0].With(Any([.. rows[0].Keys]), ""), .. rows.Skip(1)],
        _ => [rows[0].With("date", "2025-02-30"), .. rows.Skip(1)],
    };

    /// <summary>Something of the kinds that was sent before, mostly of late.</summary>
    private Row? Earlier(params string[] kinds)
    {
        var candidates = _sent.SelectMany(rows => rows).Where(row => kinds.Contains(row.Of("kind"))).ToList();
        if (candidates.Count == 0) return null;
        return candidates[_random.Next(3) == 0 ? _random.Next(candidates.Count)
            : candidates.Count - 1 - _random.Next(Math.Min(4, candidates.Count))];
    }

    private T Any<T>(IReadOnlyList<T> values) => values[_random.Next(values.Count)];

    private bool OneIn(int times) => _random.Next(times) == 0;

    // A few numbers are used again, by another kind or for something else.
    private string Document() =>
        $"{_settings.Prefix}D-{(OneIn(15) ? 1 + _random.Next(_documents + 1) : ++_documents)}";

    private string Fund() => _random.Next(40) switch
    {
        0 => NeverOpened,
        < 14 => Any(_funds),
        _ => _funds[0],
    };

    private string Institution() => $"H3308250{_settings.Prefix.Length}{_random.Next(10, 14):000}";

    // Mostly round amounts that meet, so that the last fen is hit.
    private long Fen() => OneIn(3) ? 1 + _random.Next(300_000) : 100L * (1 + _random.Next(1000));

    // Days follow the rows; one in ten is late, and a few are earlier than the books.
    private string Day()
    {
        var first = new DateOnly(2024, 1, 1);
        var share = (double)_sent.Count / Math.Max(1, _settings.Submissions + 10);
        var day = first.AddDays((int)(share * 900) + _random.Next(10));
        if (OneIn(10)) day = day.AddDays(-_random.Next(400));
        if (day < first && !OneIn(5)) day = first;
        return day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    private static string Yuan(long fen) => (fen / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    private static long FenOf(Row row) =>
        decimal.TryParse(row.Of("amount"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var yuan)
            ? Math.Max(1, (long)(yuan * 100))
            : 1;
}
