using Ledger.Domain.Events;
using static Ledger.Domain.Events.EntryColumns;

namespace Ledger.Domain.Tests.Events;

/// <summary>Figures of care that could not be added up are a slip of the pen, refused by their column.</summary>
public sealed class CareBoundsTests
{
    [Theory]
    [InlineData("0.0001")]
    [InlineData("1000000000000.0000")]
    [InlineData("812.50000")]
    public void Points_that_can_be_added_up_exactly_are_read(string points) => Problems(Points, points).ShouldBeEmpty();

    [Theory]
    [InlineData("0.00001")]
    [InlineData("1000000000000.0001")]
    public void Other_points_are_refused(string points) => Problems(Points, points).ShouldBe(
        [$"points: '{points}' is not a number of points, such as 812.5, with at most four decimals"]);

    [Theory]
    [InlineData(MedicalCost)]
    [InlineData(InScopeCost)]
    [InlineData(OutOfScopeCost)]
    [InlineData(SelfPaid)]
    [InlineData(ExamCost)]
    public void The_largest_cost_is_read_and_one_fen_more_is_refused(string column)
    {
        Problems(column, "100000000000.00").ShouldBeEmpty();
        Problems(column, "100000000000.01").ShouldBe(
            [$"{column}: '100000000000.01' is more than any bill has; the largest cost is 100000000000.00"]);
    }

    private static List<string> Problems(string column, string text)
    {
        var row = ParserRows.Fields(
        [
            (Kind, "reimbursement_paid"), (Document, "S-1"), (Fund, "resident"), (Amount, "1.00"), (Date, "2025-01-15"),
            (Category, "inpatient"), (column, text),
        ]);
        new EntryParser(Repository.Funds).Parse(row, out var problems);
        return [.. problems.Select(problem => $"{problem.Column}: {problem.Reason.English}")];
    }
}
