using Ledger.Domain.People;
using NodaTime;

namespace Ledger.Domain.Tests.People;

/// <summary>The caps as they are delivered, and as a user may have changed or broken them.</summary>
public sealed class BenefitCapsTests
{
    private const string OneCap = """
        {"caps": [{"id": "a", "fund": "resident", "categories": ["outpatient"], "per": "year", "amount": "330.00",
          "from": "2025-07-01", "to": "2026-06-30", "source": "C26"}],
         "capSets": {"330825": ["a"]}, "onlyOneOf": [{"funds": ["employee", "resident"]}]}
        """;

    private static readonly BenefitCaps _delivered = BenefitCaps.Parse(Repository.Text("data/caps.json"));

    [Theory]
    [InlineData("outpatient-employee-in-service-800", "C11", "800.00")]
    [InlineData("outpatient-employee-retired-1000", "C11", "1000.00")]
    [InlineData("outpatient-employee-2000", "C13", "2000.00")]
    [InlineData("fund-year-employee-400000", "C16", "400000.00")]
    [InlineData("fund-year-resident-130000", "C16", "130000.00")]
    [InlineData("aid-year-50000", "C18", "50000.00")]
    [InlineData("aid-year-160000", "C18", "160000.00")]
    [InlineData("outpatient-resident-330", "C26", "330.00")]
    [InlineData("outpatient-employee-1200", "C26", "1200.00")]
    [InlineData("outpatient-resident-under-60-2000", "C27", "2000.00")]
    [InlineData("outpatient-resident-from-60-2400", "C27", "2400.00")]
    [InlineData("pharmacy-day-grade-a-120", "E19", "120.00")]
    [InlineData("pharmacy-day-grade-b-90", "E19", "90.00")]
    public void Every_cap_of_the_sources_is_there_with_its_sentence(string id, string requirement, string yuan)
    {
        var cap = _delivered.Find(id).ShouldNotBeNull();
        cap.Limit.ToString().ShouldBe(yuan);
        cap.Source.ShouldStartWith(requirement + ": ");
        Repository.Funds.Find(cap.Fund).ShouldNotBeNull();
    }

    [Fact]
    public void No_pool_applies_a_cap_that_it_did_not_choose()
    {
        _delivered.All.Count.ShouldBe(13);
        _delivered.For(PoolCode.Of("330825")).ShouldBeEmpty();
        BenefitCaps.Parse(OneCap).For(PoolCode.Of("330825")).ShouldHaveSingleItem().Id.ShouldBe("a");
    }

    [Theory]
    [InlineData(2024, false)]
    [InlineData(2025, true)]
    [InlineData(2026, false)]
    public void A_cap_a_year_is_the_one_in_force_on_the_last_day(int year, bool holds) =>
        (BenefitCaps.Parse(OneCap).All[0].DaysIn(year) is not null).ShouldBe(holds);

    [Fact]
    public void A_cap_a_day_holds_from_its_first_day_to_its_last()
    {
        var cap = BenefitCaps.Parse(OneCap).All[0] with { Per = CapPeriod.Day };

        cap.DaysIn(2024).ShouldBeNull();
        cap.DaysIn(2025).ShouldBe((new LocalDate(2025, 7, 1), new LocalDate(2025, 12, 31)));
        cap.DaysIn(2026).ShouldBe((new LocalDate(2026, 1, 1), new LocalDate(2026, 6, 30)));
    }

    [Fact]
    public void One_fund_twice_and_two_that_exclude_each_other_are_duplicates()
    {
        var caps = BenefitCaps.Parse(OneCap);
        var (employee, resident, aid) = (FundCode.Of("employee"), FundCode.Of("resident"), FundCode.Of("medical-aid"));

        caps.Exclude(aid, aid).ShouldBeTrue();
        caps.Exclude(employee, resident).ShouldBeTrue();
        caps.Exclude(resident, aid).ShouldBeFalse();
    }

    [Theory]
    [InlineData("\"330.00\"", "\"330.001\"")]
    [InlineData("\"330.00\"", "330")]
    [InlineData("\"year\"", "\"month\"")]
    [InlineData("\"year\"", "\"day\", \"categories\": []")]
    [InlineData("2025-07-01", "2025-13-01")]
    [InlineData("[\"a\"]", "[\"b\"]")]
    [InlineData("\"per\"", "\"pool\": \"330900\", \"per\"")]
    [InlineData("\"resident\", \"cat", "\"Resident!\", \"cat")]
    [InlineData("\"capSets\"", "\"sets\"")]
    [InlineData("{\"caps\"", "[\"caps\"")]
    public void A_broken_file_is_refused(string good, string bad)
    {
        OneCap.ShouldContain(good);
        Should.Throw<FormatException>(() => BenefitCaps.Parse(OneCap.Replace(good, bad, StringComparison.Ordinal)));
    }
}
