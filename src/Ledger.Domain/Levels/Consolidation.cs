using Ledger.Domain.Statements;
using static Ledger.Domain.Statements.StatementLines;

namespace Ledger.Domain.Levels;

/// <summary>What one pool says it moved with a counterparty over a period.</summary>
public sealed record LevelTotal(PoolCode Pool, FundCode Fund, string Line, string Counterparty, Money Amount);

/// <summary>What one pool paid to another of the set, by the books of each.</summary>
/// <param name="PaidLine">Where the payer books it: expenditure.to-lower or expenditure.to-upper.</param>
public sealed record LevelPair(
    FundCode Fund, PoolCode Payer, PoolCode Receiver, string PaidLine, Money Paid, Money Received)
{
    public string ReceivedLine => PaidLine == ToLower ? FromUpper : FromLower;

    /// <summary>What both sides booked, and what cancels: all of it when they agree.</summary>
    public Money Eliminated => (Paid.Fen, Received.Fen) switch
    {
        ( > 0, > 0) => Paid < Received ? Paid : Received,
        ( < 0, < 0) => Paid > Received ? Paid : Received,
        _ => Money.Zero,
    };

    /// <summary>What only one side booked: above zero what was paid and not received.</summary>
    public Money Difference => Paid - Received;
}

/// <summary>
/// Several pools as one: money between them is neither income nor expenditure of the whole, so it cancels as far as
/// both sides booked it. Pure.
/// </summary>
public static class Consolidation
{
    /// <summary>Every pair of pools of the set that moved money, in the order of fund, payer and receiver.</summary>
    public static IReadOnlyList<LevelPair> Pairs(IReadOnlyCollection<PoolCode> pools, IEnumerable<LevelTotal> totals)
    {
        var pairs = new Dictionary<(FundCode Fund, PoolCode Payer, PoolCode Receiver, string Line), LevelPair>();
        foreach (var total in totals)
        {
            if (!PoolCode.TryParse(total.Counterparty, out var other) || !pools.Contains(other) || other == total.Pool)
                continue;
            var isPayer = total.Line is ToLower or ToUpper;
            var line = total.Line is ToLower or FromUpper ? ToLower : ToUpper;
            var key = isPayer ? (total.Fund, total.Pool, other, line) : (total.Fund, other, total.Pool, line);
            var pair = pairs.GetValueOrDefault(key)
                ?? new(key.Fund, key.Item2, key.Item3, line, Money.Zero, Money.Zero);
            pairs[key] = isPayer
                ? pair with { Paid = pair.Paid + total.Amount }
                : pair with { Received = pair.Received + total.Amount };
        }
        return
        [
            .. pairs.Values.OrderBy(pair => pair.Fund.Text, StringComparer.Ordinal)
                .ThenBy(pair => pair.Payer.Text, StringComparer.Ordinal)
                .ThenBy(pair => pair.Receiver.Text, StringComparer.Ordinal)
                .ThenBy(pair => pair.PaidLine, StringComparer.Ordinal),
        ];
    }

    /// <summary>The fund's statement over all pools: the sums of theirs, less what cancels on both sides.</summary>
    /// <param name="fund">The fund.</param>
    /// <param name="books">Of each pool: whether its opening is known, its balance before, and its sums of the period.</param>
    /// <param name="pairs">What moved between the pools, of any fund.</param>
    public static FundStatement StatementOf(FundCode fund,
        IReadOnlyList<(bool OpeningKnown, Money Before, IReadOnlyDictionary<string, Money> Cells)> books,
        IEnumerable<LevelPair> pairs)
    {
        var cells = new Dictionary<string, Money>(StringComparer.Ordinal);
        foreach (var (line, amount) in books.SelectMany(book => book.Cells)) Add(line, amount);
        foreach (var pair in pairs.Where(pair => pair.Fund == fund && pair.Eliminated != Money.Zero))
        {
            Add(pair.PaidLine, -pair.Eliminated);
            Add(pair.ReceivedLine, -pair.Eliminated);
        }
        return FundStatement.Of(fund, books.All(book => book.OpeningKnown),
            books.Aggregate(Money.Zero, (sum, book) => sum + book.Before), cells);

        void Add(string line, Money amount) => cells[line] = cells.GetValueOrDefault(line) + amount;
    }
}
