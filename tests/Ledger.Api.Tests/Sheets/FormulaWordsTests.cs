using System.Text.RegularExpressions;
using Ledger.Api.Sheets;
using Ledger.Api.Tests.Http;
using Ledger.Domain.Statements;
using Ledger.Projections.Tracing;

namespace Ledger.Api.Tests.Sheets;

/// <summary>How a figure is made is said in the reader's words, not in those of the program.</summary>
public sealed partial class FormulaWordsTests(ServedLedger served) : IClassFixture<ServedLedger>
{
    [Theory]
    [InlineData("balance = opening + income - expenditure", "累计结余 = 上年结余 + 收入 - 支出", "Balance = Balance brought forward + Income - Expenditure")]
    [InlineData("months = numerator / (denominator / windowMonths)",
        "可支付月数 = 分子(累计结余) / (分母(期间支出) / 期间月数)", "Months of payment capacity = Numerator (balance) / (Denominator (expenditure) / Months of the period)")]
    [InlineData("income.premium.collective = events(2025-01-01..2025-03-31)",
        "集体扶持 = 事件合计(2025-01-01..2025-03-31)", "collective support = Events(2025-01-01..2025-03-31)")]
    public void Each_name_is_said_in_both_languages(string formula, string chinese, string english)
    {
        SheetWords.In(served.Ledger, "zh").Formula(formula).ShouldBe(chinese);
        SheetWords.In(served.Ledger, "en").Formula(formula).ShouldBe(english);
    }

    [Fact]
    public void No_sum_of_an_institution_is_left_in_the_words_of_the_program()
    {
        var words = SheetWords.In(served.Ledger, "zh");
        foreach (var sum in InstitutionTerms.Sums)
            words.Formula($"{sum.Name} = {sum.Formula}").ShouldSatisfyAllConditions(
                said => said.ShouldContain(" = "), said => Latin().Matches(said).ShouldBeEmpty(said));
    }

    [Fact]
    public void No_line_of_a_statement_is_either()
    {
        var words = SheetWords.In(served.Ledger, "zh");
        foreach (var line in (string[])[StatementLines.Closing, StatementLines.IncomeTotal, StatementLines.ExpenditureTotal, StatementLines.Total])
        {
            var parts = StatementFormulas.Of(line);
            parts.ShouldNotBeEmpty(line);
            foreach (var part in parts) Latin().Matches(words.Formula($"{line} = {part.Line}")).ShouldBeEmpty(part.Line);
        }
    }

    [GeneratedRegex("[A-Za-z]")]
    private static partial Regex Latin();
}
