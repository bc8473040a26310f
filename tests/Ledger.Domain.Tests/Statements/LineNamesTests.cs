using Ledger.Domain.Events;
using Ledger.Domain.Statements;

namespace Ledger.Domain.Tests.Statements;

public sealed class LineNamesTests
{
    private static readonly LineNames _names = LineNames.Parse(Repository.Text("data/statement-lines.json"));

    [Fact]
    public void Every_line_that_a_statement_can_have_has_a_name()
    {
        var kinds = new[] { "reimbursement_paid", "subsidy_received" };
        var details = kinds.SelectMany(kind => EventTypes.Find(kind)!.Categories.Select(category =>
            kind == "reimbursement_paid" ? StatementLines.BenefitsFor(category) : StatementLines.SubsidyFor(category)));
        var payers = EventTypes.Find("premium_received")!.Payers.Select(StatementLines.PremiumFrom);
        var cells = details.Concat(payers).ToHashSet().ToDictionary(line => line, _ => new Money(1));

        var lines = FundStatement.Of(FundCode.Of("resident"), openingKnown: true, Money.Zero, cells).Lines
            .Select(row => row.Key).Concat([StatementLines.ClosingPooled, StatementLines.ClosingPersonal]).ToList();

        lines.Count.ShouldBeGreaterThan(35);
        lines.ShouldAllBe(line => _names.Of(line) != line);
    }

    [Fact]
    public void A_line_without_a_name_is_called_what_it_is() => _names.Of("income.unheard-of").ShouldBe("income.unheard-of");

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"lines":{"opening":null}}""")]
    [InlineData("[]")]
    [InlineData("no json")]
    public void A_file_of_another_shape_is_refused(string json) =>
        Should.Throw<FormatException>(() => LineNames.Parse(json)).Message.ShouldContain("not a file of names of lines");
}
