namespace Ledger.Naive;

/// <summary>Sums of lines over days; both ends included.</summary>
public sealed class NaiveSums
{
    public NaiveSums(NaiveBooks books)
    {
        Books = books;
        Effects = [.. books.Facts.SelectMany(fact => EffectsOf(books, fact))];
    }

    public NaiveBooks Books { get; }

    /// <summary>Of all facts, in their order, the bank's included.</summary>
    public IReadOnlyList<Effect> Effects { get; }

    public static IEnumerable<Effect> EffectsOf(NaiveBooks books, NaiveFact fact) =>
        SignTable.Of(books, fact).Concat(CashTable.Of(books, fact));

    /// <summary>The sum of a line and of those below it.</summary>
    public long Sum(string fund, string line, DateOnly from, DateOnly to) => Effects
        .Where(effect => effect.Fund == fund && effect.IsOf(line) && effect.Day >= from && effect.Day <= to)
        .Sum(effect => effect.Fen);

    /// <summary>The sum up to a day.</summary>
    public long Sum(string fund, string line, DateOnly to) => Sum(fund, line, DateOnly.MinValue, to);

    public long Balance(string fund, DateOnly asOf) =>
        Sum(fund, "opening", asOf) + Sum(fund, "income", asOf) - Sum(fund, "expenditure", asOf);

    /// <summary>Fund, line, day → sum, without those that come to nothing.</summary>
    public Dictionary<(string Fund, string Line, DateOnly Day), long> Cells() => Effects
        .GroupBy(effect => (effect.Fund, effect.Line, effect.Day))
        .ToDictionary(cell => cell.Key, cell => cell.Sum(effect => effect.Fen))
        .Where(cell => cell.Value != 0).ToDictionary();
}
