using Ledger.Domain.Clearing;

namespace Ledger.Domain.Tests.Clearing;

/// <summary>A policy file is read strictly, and what is wrong is one line that names the place.</summary>
public sealed class ClearingPolicyFileTests
{
    private static readonly string _points = Repository.Text("data/clearing/drg-points.json");
    private static readonly string _bands = Repository.Text("data/clearing/budget-bands.json");

    [Fact]
    public void The_points_sample_says_what_it_says()
    {
        var policy = ClearingPolicyFile.Parse(_points);
        policy.Id.ShouldBe("drg-points-annual");
        policy.Method.ShouldBe(ClearingMethod.Points);
        policy.PaymentMethod.ShouldBe("drg");
        policy.Charged.ShouldBe(ChargedBy.Settled);
        policy.SetAside.ShouldBe(new Rate(50_000));
        policy.BudgetShare.ShouldBe(new Rate(Rate.One));
        policy.Deposit.ShouldBe([new(90, new(1_000_000)), new(80, new(800_000)), new(60, new(600_000)), new(0, default)]);
        policy.Rounding.ShouldBe("largest-remainder");
    }

    [Fact]
    public void The_bands_sample_is_the_older_local_rule()
    {
        var policy = ClearingPolicyFile.Parse(_bands);
        policy.Surplus.Steps.ShouldBe([new(new(1_000_000), new(300_000))]);
        policy.Surplus.Cap.ShouldBe(new Rate(30_000));
        policy.Overrun.Steps.ShouldBe([new(new(200_000), new(500_000))]);
        policy.Overrun.Cap.ShouldBeNull();
        policy.Rounding.ShouldBe("half-up");
    }

    [Theory]
    [InlineData("\"setAside\": \"0.05\"", "\"setaside\": \"0.05\"", "setaside is not known; known here are id, ")]
    [InlineData("\"setAside\": \"0.05\"", "\"setAside\": 0.05", "setAside must be a text in quotes, and not empty")]
    [InlineData("\"setAside\": \"0.05\"", "\"setAside\": \"1.000001\"",
        "setAside '1.000001' is not a part from 0 to 1 with at most six decimals, such as \"0.30\"")]
    [InlineData("\"setAside\": \"0.05\"", "\"setAside\": \"0.0500001\"", "setAside '0.0500001' is not a part from 0 to 1 with")]
    [InlineData("\"setAside\": \"0.05\"", "\"setAside\": \"-0.1\"", "setAside '-0.1' is not a part from 0 to 1 with")]
    [InlineData("\"setAside\": \"0.05\"", "\"remark\": \"\"", "not JSON: ")]
    [InlineData("\"setAside\": \"0.05\",", "", "setAside is missing")]
    [InlineData("\"setAside\": \"0.05\"", "\"setAside\": \"0.05\", \"surplus\": {}", "surplus is not for method points")]
    [InlineData("\"method\": \"points\"", "\"method\": \"dip\"", "method 'dip' is not one of points, budget")]
    [InlineData("\"fund\": \"employee\"", "\"fund\": \"职工\"", "fund '职工' must be a slug of the fund catalogue")]
    [InlineData("\"id\": \"drg-points-annual\"", "\"id\": \"Drg\"", "id 'Drg' must be a slug")]
    [InlineData("\"paymentMethod\": \"drg\"", "\"paymentMethod\": \"drg-\"", "paymentMethod 'drg-' must be a slug")]
    [InlineData("\"category\": \"annual\"", "\"category\": \"special-case\"", "category 'special-case' is not one of annual, interim")]
    [InlineData("\"category\": \"annual\"", "\"category\": \"annual\", \"budgetShare\": \"0.5\"", "budgetShare is for interim clearings")]
    [InlineData("\"category\": \"annual\"", "\"category\": \"interim\"", "budgetShare is missing")]
    [InlineData("\"category\": \"annual\"", "\"category\": \"annual\", \"round\": 0", "round must be a whole number from 1 to 99")]
    [InlineData("\"charged\": \"settled\"", "\"charged\": \"owed\"", "charged 'owed' is not one of paid, settled")]
    [InlineData("\"rounding\": \"largest-remainder\"", "\"rounding\": \"half-up\"", "rounding 'half-up' is not one of largest-remainder")]
    [InlineData("\"specialCases\": \"inside\"", "\"specialCases\": \"no\"", "specialCases 'no' is not one of inside, outside")]
    [InlineData("[\"inpatient\"]", "[]", "categories must be a list in brackets, and not empty")]
    [InlineData("[\"inpatient\"]", "[\"inpatients\"]", "categories 'inpatients' is not one of inpatient, ")]
    [InlineData("[\"inpatient\"]", "[7]", "categories '7' is not one of inpatient, ")]
    [InlineData("[\"inpatient\"]", "[\"inpatient\", \"inpatient\"]", "categories has 'inpatient' twice")]
    [InlineData("\"minScore\": 80", "\"minScore\": 90", "deposit[1].minScore 90 is not below the band before it; highest first")]
    [InlineData("\"minScore\": 0", "\"minScore\": 1", "the last band of deposit must have minScore 0")]
    [InlineData("\"minScore\": 90", "\"minScore\": 90.5", "deposit[0].minScore must be a whole number from 0 to 1000000")]
    [InlineData("{ \"minScore\": 90, \"release\": \"1\" }", "90", "deposit[0] is not an object in braces")]
    public void A_points_policy_that_is_wrong_is_refused_by_its_place(string from, string to, string message) =>
        Refused(_points, from, to).ShouldStartWith(message);

    [Theory]
    [InlineData("\"surplus\"", "\"surpluses\"", "surpluses is not known")]
    [InlineData("\"upTo\": \"1\"", "\"upTo\": \"0\"", "surplus.bands[0].upTo 0% is not above where the band before it ends")]
    [InlineData("\"upTo\": \"0.20\", \"share\": \"0.50\" }", "\"upTo\": \"0.20\", \"share\": \"0.50\" }, { \"upTo\": \"0.2\", \"share\": \"0.1\" }",
        "overrun.bands[1].upTo 20% is not above where the band before it ends")]
    [InlineData("\"share\": \"0.30\"", "\"share\": \"1.1\"", "surplus.bands[0].share '1.1' is not a part from 0 to 1")]
    [InlineData("\"share\": \"0.30\"", "\"shares\": \"1\"", "surplus.bands[0].shares is not known; known here are upTo, share")]
    [InlineData("\"cap\": \"0.03\"", "\"cap\": null", "surplus.cap must be a text in quotes, and not empty")]
    [InlineData("\"specialCases\"", "\"setAside\": \"0\", \"specialCases\"", "setAside is not for method budget")]
    public void A_budget_policy_that_is_wrong_is_refused_by_its_place(string from, string to, string message) =>
        Refused(_bands, from, to).ShouldStartWith(message);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    public void What_is_no_policy_is_refused(string text) =>
        Should.Throw<FormatException>(() => ClearingPolicyFile.Parse(text)).Message.ShouldNotContain('\n');

    [Fact]
    public void A_property_that_stands_twice_is_refused() =>
        Refused(_points, "\"fund\": \"employee\"", "\"fund\": \"employee\", \"fund\": \"resident\"").ShouldStartWith("not JSON: ");

    private static string Refused(string text, string from, string to)
    {
        text.ShouldContain(from);
        var message = Should.Throw<FormatException>(
            () => ClearingPolicyFile.Parse(text.Replace(from, to, StringComparison.Ordinal))).Message;
        message.ShouldNotContain('\n');
        return message;
    }
}
