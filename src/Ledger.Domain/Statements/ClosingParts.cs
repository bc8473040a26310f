using Ledger.Domain.Funds;
using static Ledger.Domain.Statements.StatementLines;

namespace Ledger.Domain.Statements;

/// <summary>
/// How much of a closing is pooled money and how much is in personal accounts. A book in which both are mixed does not
/// say; a split fund's own books are the one or the other.
/// </summary>
public static class ClosingParts
{
    /// <summary>The statement with closing.pooled or closing.personal below its closing, for a split fund's books.</summary>
    public static FundStatement WithParts(this FundStatement statement, FundDescription? fund)
    {
        var part = fund?.Part switch
        {
            FundPart.Pooled => ClosingPooled,
            FundPart.Personal => ClosingPersonal,
            _ => null,
        };
        if (part is null || !statement.OpeningKnown) return statement;
        return statement with
        {
            Lines =
            [
                .. statement.Lines.SelectMany(row => row.Key == Closing
                    ? (KeyValuePair<string, Money>[])[row, new(part, row.Value)]
                    : [row]),
            ],
        };
    }

    /// <summary>A part of the closing; null where the fund's books mix both, or the closing is not known.</summary>
    public static Money? Of(FundStatement statement, FundDescription fund, string part) => fund switch
    {
        _ when !statement.OpeningKnown || fund.HasPersonalAccounts => null,
        _ when fund.Part == FundPart.Personal == (part == ClosingPersonal) => statement[Closing],
        _ => Money.Zero,
    };
}
