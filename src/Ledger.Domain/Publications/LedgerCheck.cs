using System.Numerics;
using Ledger.Domain.Statements;

namespace Ledger.Domain.Publications;

/// <summary>Holds every printed line of a table against the ledger's statement of that fund and period.</summary>
internal static class LedgerCheck
{
    public static IEnumerable<Comparison> Of(PublishedTable table, LedgerTable ledger) => table.Amounts
        .Where(row => Reason(row, ledger) is null)
        .Select(row => new Comparison(
            table, TieOutCheck.Ledger, row.Line, Figure.Of(row), FigureOf(ledger.Statement![row.Line])));

    public static IEnumerable<NotChecked> NotCompared(PublishedTable table, LedgerTable ledger) =>
        from row in table.Rows
        let reason = Reason(row, ledger)
        where reason is not null
        select new NotChecked(table.Publication, table.Fund, row.Line, reason);

    private static string? Reason(PublicationRow row, LedgerTable ledger) => (ledger, row) switch
    {
        (_, { Amount.Unit: AmountUnit.Months }) => "months are held against policies, not against a statement",
        ({ Statement: null }, _) => ledger.Reason,
        ({ Statement: { } statement }, _) when statement.Lines.Any(line => line.Key == row.Line) => null,
        ({ Statement.OpeningKnown: false }, _) when IsBalance(row.Line) => "opening-unknown",
        _ => "the ledger's statement has no such line",
    };

    private static bool IsBalance(string line) => line == StatementLines.Total
        || StatementLines.IsAtOrBelow(line, StatementLines.Opening) || StatementLines.IsAtOrBelow(line, StatementLines.Closing);

    // Exact to the fen: only the printed figure can be rounded.
    private static Figure FigureOf(Money amount) =>
        new(new BigInteger(amount.Fen) * AmountUnit.Yuan.Grains() / 100, BigInteger.Zero, []);
}
