namespace Ledger.Naive;

/// <summary>What a fact does to one line of one fund on a day; the most specific line.</summary>
public sealed record Effect(string Fund, string Line, DateOnly Day, long Fen)
{
    /// <summary>Whether it belongs to the line or to one below it.</summary>
    public bool IsOf(string line) => Line == line || Line.StartsWith(line + ".", StringComparison.Ordinal);
}
