using Ledger.Api.Pages.Reconciliations;
using Ledger.Api.Reconciling;

namespace Ledger.Api.Tests.Pages;

/// <summary>The differences as CSV, in which nobody's words are a formula.</summary>
public sealed class DifferencesFileTests
{
    private const string Header = "pool,from,to,as_of,position,source,id,kind,status,age_days,difference,assignee,reason,"
        + "here_amount,here_dates,here_accounts,here_funds,here_documents,here_parties,here_lines,"
        + "there_amount,there_dates,there_accounts,there_funds,there_documents,there_parties,there_lines";

    private const string Same = "330998,2025-03-01,2025-03-31,2025-04-02,250";

    [Fact]
    public void Each_difference_is_a_row_with_the_sums_of_both_sides() => Of(
        new DifferenceAnswer("a1", "amount", "assigned", 3, "-0.01", "王五", null,
            [Line("position 7", "-1.00", "V-1", "S-1"), Line("position 8", "-2.50", "V-1")], [Line("bank.csv:4", "-3.51", "V-1")]),
        new DifferenceAnswer("b2", "missing-here", "closed", 0, "2", null, "two, as \"agreed\"", [], [Line("totals.csv:2", "2")]))
        .ShouldBe([
            Header,
            $"{Same},bank,a1,amount,assigned,3,-0.01,王五,,-3.50,2025-03-05,expenditure-account,resident,V-1; S-1,,position 7; position 8,"
                + "-3.51,2025-03-05,expenditure-account,resident,V-1,,bank.csv:4",
            $"{Same},bank,b2,missing-here,closed,0,2,,\"two, as \"\"agreed\"\"\",,,,,,,,2,2025-03-05,expenditure-account,resident,,,totals.csv:2",
        ]);

    [Fact]
    public void Words_that_a_spreadsheet_would_run_are_words()
    {
        var line = Line("bank.csv:2", "1.00", "=1+1") with { Party = "@SUM(A1)" };
        Of(new DifferenceAnswer("c3", "missing-here", "open", 0, "1.00", null, "-x", [], [line]))[1]
            .ShouldBe($"{Same},bank,c3,missing-here,open,0,1.00,,'-x,,,,,,,,1.00,2025-03-05,expenditure-account,resident,'=1+1,'@SUM(A1),bank.csv:2");
    }

    private static string[] Of(params DifferenceAnswer[] differences) => DifferencesFile.Of(new("330998", "2025-03-01", "2025-03-31",
        "2025-04-02", 250, null,
        [new("bank", null, [], new(0, "0.00"), new(0, "0.00"), new(0, 0, 0), 0, 0, differences, [])], [])).TrimEnd('\n').Split('\n');

    private static LineAnswer Line(string source, string amount, params string[] references) =>
        new(source, "2025-03-05", "expenditure-account", "resident", amount, references, null);
}
