using Ledger.Domain.Publications;
using Ledger.Domain.Statements;
using static Ledger.Domain.Tests.Publications.Published;

namespace Ledger.Domain.Tests.Publications;

/// <summary>A printed figure against the ledger's: exact on one side, so only the printed digits may hide anything.</summary>
public sealed class LedgerCheckTests
{
    [Fact]
    public void Half_of_the_last_printed_digit_is_rounding_and_a_fen_more_is_not()
    {
        Against("income.premium 0.50", ("income.premium", 5050_00)).ShouldBe(
            ["q1 Ledger income.premium: 0.50 - 0.505 = -0.005 Wan Rounding"]);
        Against("income.premium 0.50", ("income.premium", 5050_01)).ShouldBe(
            ["q1 Ledger income.premium: 0.50 - 0.505001 = -0.005001 Wan Mismatch"]);
    }

    [Fact]
    public void The_same_figure_in_another_unit_is_no_finding() =>
        Against("income.premium 0.50", ("income.premium", 5000_00)).ShouldBeEmpty();

    [Fact]
    public void A_total_is_the_ledgers_own_and_not_the_sum_of_what_is_printed() =>
        Against("income.total 5000.00 yuan", ("income.premium", 4000_00), ("income.interest", 900_00)).ShouldBe(
            ["q1 Ledger income.total: 5000.00 - 4900.00 = 100.00 Yuan Mismatch"]);

    [Fact]
    public void Where_the_opening_is_unknown_no_balance_is_compared()
    {
        var rows = Quarter("closing 1", "total 1", "opening 1", "income.total 0", "closing.pooled 1", "months 3");

        var answer = Answered(rows, Statement(openingKnown: false));

        answer.Compared.ShouldBe(1);
        answer.NotCompared.Select(row => $"{row.Line}: {row.Reason}").ShouldBe(
        [
            "closing: opening-unknown", "total: opening-unknown", "opening: opening-unknown",
            "closing.pooled: opening-unknown", "months: months are held against policies, not against a statement",
        ]);
    }

    [Fact]
    public void A_line_that_the_ledger_does_not_keep_is_said_not_to_be_compared() =>
        Answered(Quarter("income.premium.flexible 1", "income.premium 0"), Statement(openingKnown: true)).NotCompared
            .ShouldHaveSingleItem().Reason.ShouldBe("the ledger's statement has no such line");

    [Fact]
    public void What_was_held_against_the_ledger_alone_is_no_longer_unchecked()
    {
        var rows = Quarter("income.premium 0");

        Check(rows).NotChecked.ShouldHaveSingleItem();
        TieOut.Check(rows, Policies, Tables(rows, Statement(openingKnown: true))).NotChecked.ShouldBeEmpty();
    }

    private static IEnumerable<string> Against(string printed, params (string Line, long Fen)[] cells)
    {
        var rows = Quarter(printed);
        return TieOut.Check(rows, Policies, Tables(rows, Statement(openingKnown: true, cells))).Findings.Select(Words);
    }

    private static LedgerAnswer Answered(IReadOnlyList<PublicationRow> rows, FundStatement statement) =>
        TieOut.Answered(rows, "330825", 1, Tables(rows, statement));

    private static Dictionary<LedgerTableKey, LedgerTable> Tables(IReadOnlyList<PublicationRow> rows, FundStatement statement) =>
        LedgerTableKey.Of(rows).ToDictionary(key => key, _ => new LedgerTable(statement, null));

    private static FundStatement Statement(bool openingKnown, params (string Line, long Fen)[] cells) => FundStatement.Of(
        FundCode.Of("resident"), openingKnown, Money.Zero, cells.ToDictionary(cell => cell.Line, cell => new Money(cell.Fen)));
}
