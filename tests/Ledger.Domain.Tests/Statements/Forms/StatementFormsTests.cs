using Ledger.Domain.Statements.Forms;

namespace Ledger.Domain.Tests.Statements.Forms;

/// <summary>A user may mend the forms; one that would lose or double a figure is refused when it is read.</summary>
public sealed class StatementFormsTests
{
    private static readonly string _delivered = Repository.Text("data/statement-forms.json");

    [Fact]
    public void The_forms_are_those_of_residents_of_employees_and_of_all_others()
    {
        Repository.Forms.All.Select(form => form.Id).ShouldBe(["resident", "employee", "general"]);
        Repository.Forms.Of(FundCode.Of("resident-family")).Id.ShouldBe("resident");
        Repository.Forms.Of(FundCode.Of("employee-personal")).Id.ShouldBe("employee");
        Repository.Forms.Of(FundCode.Of("huiminbao")).Id.ShouldBe("general");
    }

    [Theory]
    // A figure that stands in no row.
    [InlineData("\"lines\": [\"income.other\", \"income.transfer\"]", "\"lines\": [\"income.other\"]",
        "form 'resident': 'income.transfer' must stand in one row, and stands in 0")]
    // A figure that stands in two rows.
    [InlineData("\"lines\": [\"income.interest\"]", "\"lines\": [\"income.interest\", \"income.other\"]",
        "form 'resident': 'income.other' must stand in one row, and stands in 2")]
    // A total that forgets a part.
    [InlineData("\"lines\": [\"income.total\", \"opening\", \"opening.adjusted\"]", "\"lines\": [\"income.total\", \"opening\"]",
        "form 'resident': '总计' of the left and of the right cannot agree")]
    [InlineData("\"lines\": [\"expenditure.total\", \"closing\"]", "\"lines\": [\"expenditure.subtotal\", \"closing\"]",
        "form 'resident': '总计' of the left and of the right cannot agree")]
    // A part of another row.
    [InlineData("[\"income.subsidy.vaccine\"]", "[\"income.premium.vaccine\"]",
        "form 'resident': 'income.premium.vaccine' cannot stand in row '疫苗及接种补助'")]
    // A line that there is not.
    [InlineData("[\"surplus\"]", "[\"profit\"]", "form 'resident': 'profit' cannot stand in row '本年收支结余'")]
    // No form for the others.
    [InlineData("\"funds\": [],", "\"funds\": [{\"fund\": \"basic\", \"chinese\": \"a\", \"english\": \"b\"}],",
        "exactly one form must name no fund: it serves those without one of their own")]
    [InlineData("\"number\": \"一\", \"chinese\": \"基本医疗保险费收入\"", "\"number\": \"一\"", "given key", false)]
    [InlineData("{\"number\": \"一\"", "{\"number\": 1", "String", false)]
    [InlineData("\"fund\": \"resident-family\"", "\"fund\": \"resident\"", "same key", false)]
    public void A_broken_form_is_refused_with_its_reason(string good, string bad, string why, bool whole = true)
    {
        _delivered.ShouldContain(good);
        var place = _delivered.IndexOf(good, StringComparison.Ordinal);
        var broken = _delivered[..place] + bad + _delivered[(place + good.Length)..];

        var error = Should.Throw<FormatException>(() => StatementForms.Parse(broken));
        if (whole) error.Message.ShouldBe($"not a file of statement forms: {why}");
        else error.Message.ShouldContain(why);
    }
}
