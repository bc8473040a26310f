using Ledger.Domain.PaymentCapacity;

namespace Ledger.Domain.Tests.PaymentCapacity;

public sealed class CapacityPoliciesTests
{
    private const string One = """
        { "policies": [ { "id": "a", "description": "d", "numerator": "as-of", "window": "ytd", "scope": "total" } ],
          "defaults": [ { "pool": "330825", "fund": "resident", "policy": "a" },
                        { "pool": "*", "fund": "*", "policy": "a" } ],
          "bands": [ { "pool": "*", "fund": "resident", "steps": [ { "band": "low", "from": "0" } ] } ] }
        """;

    [Theory]
    [InlineData("ytd-average-total", CapacityNumerator.AsOf, CapacityWindow.Ytd, CapacityScope.Total)]
    [InlineData("trailing-12-total", CapacityNumerator.AsOf, CapacityWindow.Trailing12, CapacityScope.Total)]
    [InlineData("annual-average-total", CapacityNumerator.AsOf, CapacityWindow.Year, CapacityScope.Total)]
    [InlineData("annual-average-benefits", CapacityNumerator.AsOf, CapacityWindow.Year, CapacityScope.Benefits)]
    [InlineData("ytd-average-excluding-levels", CapacityNumerator.AsOf, CapacityWindow.Ytd,
        CapacityScope.ExcludingLevels)]
    [InlineData("ytd-average-total-liquid", CapacityNumerator.AsOf, CapacityWindow.Ytd, CapacityScope.Total)]
    [InlineData("prior-year-pooled", CapacityNumerator.PriorYearEnd, CapacityWindow.PriorYear, CapacityScope.Total)]
    public void The_policies_of_the_contract_are_in_the_data(
        string id, CapacityNumerator numerator, CapacityWindow window, CapacityScope scope)
    {
        var policy = Repository.Policies.Find(id).ShouldNotBeNull();

        (policy.Numerator, policy.Window, policy.Scope).ShouldBe((numerator, window, scope));
        policy.LessPrepayments.ShouldBe(id == "ytd-average-total-liquid");
        policy.PooledOnly.ShouldBe(id == "prior-year-pooled");
        policy.LessPremiumsAhead.ShouldBeFalse();
        policy.Description.ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public void A_policy_may_leave_out_premiums_for_years_to_come() => CapacityPolicies.Parse(
            One.Replace("\"numerator\"", "\"lessPremiumsAhead\": true, \"numerator\"", StringComparison.Ordinal))
        .Find("a")!.LessPremiumsAhead.ShouldBeTrue();

    [Fact]
    public void The_default_of_any_fund_is_the_year_so_far() =>
        Repository.Policies.DefaultFor("330825", "resident").Id.ShouldBe("ytd-average-total");

    [Theory]
    [InlineData("-0.01", "red")]
    [InlineData("0", "red")]
    [InlineData("2.9999", "red")]
    [InlineData("3", "orange")]
    [InlineData("5.9999", "orange")]
    [InlineData("6", "target-low")]
    [InlineData("8.9999", "target-low")]
    [InlineData("9", "normal")]
    [InlineData("15", "normal")]
    [InlineData("15.0001", "excess")]
    public void Months_fall_into_the_suggested_bands_by_their_exact_value(string months, string band) =>
        Repository.Policies.BandFor("330825", "resident", Decimal(months)).ShouldBe(band);

    [Fact]
    public void Below_the_first_step_and_for_a_fund_without_bands_there_is_none()
    {
        CapacityPolicies.Parse(One).BandFor("330825", "resident", -0.01m).ShouldBeNull();
        CapacityPolicies.Parse(One).BandFor("330825", "employee", 1m).ShouldBeNull();
    }

    [Fact]
    public void The_first_row_that_matches_gives_the_default()
    {
        var policies = CapacityPolicies.Parse(One.Replace("[ { \"id\": \"a\"", """
            [ { "id": "b", "description": "d", "numerator": "as-of", "window": "year", "scope": "total" }, { "id": "a"
            """, StringComparison.Ordinal).Replace("\"resident\", \"policy\": \"a\"", "\"resident\", \"policy\": \"b\"",
            StringComparison.Ordinal));

        policies.DefaultFor("330825", "resident").Id.ShouldBe("b");
        policies.DefaultFor("330825", "employee").Id.ShouldBe("a");
        policies.DefaultFor("330900", "resident").Id.ShouldBe("a");
    }

    [Theory]
    [InlineData("\"ytd\"", "\"week\"", "window 'week' is not one of ytd, trailing-12, year, prior-year")]
    [InlineData("\"as-of\"", "\"later\"", "numerator 'later' is not one of")]
    [InlineData("\"total\"", "\"all\"", "scope 'all' is not one of")]
    [InlineData("\"policy\": \"a\"", "\"policy\": \"z\"", "default policy 'z' is not among the policies")]
    [InlineData("\"*\", \"fund\": \"*\"", "\"*\", \"fund\": \"employee\"", "no default policy for every")]
    [InlineData("\"scope\": \"total\"", "\"scope\": null", "scope '' is not one of")]
    [InlineData("\"id\": \"a\"", "\"id\": null", "not a policies file")]
    [InlineData("\"id\": \"a\"", "\"name\": \"a\"", "not a policies file")]
    [InlineData("\"from\": \"0\"", "\"from\": \"few\"", "not a policies file")]
    [InlineData("\"from\": \"0\"", "\"from\": \"99999999999999999999999999999999\"", "not a policies file")]
    [InlineData("\"from\": \"0\"", "\"until\": \"0\"", "not a policies file")]
    [InlineData("\"from\": \"0\"", "\"from\": 0", "not a policies file")]
    [InlineData("\"bands\"", "\"colours\"", "not a policies file")]
    [InlineData("{ \"policies\"", "[ \"policies\"", "not a policies file")]
    public void A_file_that_is_not_of_the_shape_is_refused_with_the_place(string good, string bad, string why)
    {
        One.ShouldContain(good);
        Should.Throw<FormatException>(() => CapacityPolicies.Parse(One.Replace(good, bad, StringComparison.Ordinal)))
            .Message.ShouldContain(why);
    }

    [Fact]
    public void A_policy_stands_once_in_the_file() =>
        Should.Throw<FormatException>(() => CapacityPolicies.Parse(One.Replace("[ { \"id\": \"a\"", """
            [ { "id": "a", "description": "d", "numerator": "as-of", "window": "year", "scope": "total" }, { "id": "a"
            """, StringComparison.Ordinal))).Message.ShouldContain("policy 'a' stands twice");

    private static decimal Decimal(string text) =>
        decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
