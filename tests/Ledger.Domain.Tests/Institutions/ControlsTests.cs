using Ledger.Domain.Institutions;

namespace Ledger.Domain.Tests.Institutions;

/// <summary>Each control rule at its limit: the last figure that passes and the first that does not.</summary>
public sealed class ControlsTests
{
    private const int Year = 2026;

    private static readonly ControlRules _rules = ControlRules.Parse(Repository.Text("data/controls.json"));

    [Theory]
    [InlineData(105_00, false)]
    [InlineData(105_01, true)]
    public void A_visit_may_cost_105_per_cent_of_last_years(long fen, bool isBroken) =>
        Broken(Visits(Year - 1, 1, new() { MedicalCost = new(100_00) }), Visits(Year, 1, new() { MedicalCost = new(fen) }))
            .ShouldBe(isBroken ? [new("outpatient-cost-105-percent", 1.0501m, 1.05m)] : []);

    [Theory]
    [InlineData(20_00, false)]
    [InlineData(20_01, true)]
    public void Examinations_of_a_visit_may_cost_what_they_did_last_year(long fen, bool isBroken) =>
        Broken(Visits(Year - 1, 3, new() { ExamCost = new(60_00) }), Visits(Year, 3, new() { ExamCost = new(3 * fen) }))
            .ShouldBe(isBroken ? [new("outpatient-exam-cost-100-percent", 1.0005m, 1m)] : []);

    [Theory]
    [InlineData(10_00, false)]
    [InlineData(10_01, true)]
    public void A_tenth_of_the_cost_of_inpatients_in_hardship_may_be_out_of_scope(long fen, bool isBroken) =>
        Broken(Stay(Year, "orphan", new() { MedicalCost = new(100_00), OutOfScopeCost = new(fen) }))
            .ShouldBe(isBroken ? [new("hardship-inpatient-out-of-scope-10-percent", 0.1001m, 0.10m)] : []);

    [Theory]
    [InlineData(5_00, false)]
    [InlineData(5_01, true)]
    public void No_more_of_it_than_last_year_may_be_out_of_scope(long fen, bool isBroken) =>
        Broken(
            Stay(Year - 1, "orphan", new() { MedicalCost = new(200_00), OutOfScopeCost = new(10_00) }),
            Stay(Year, "orphan", new() { MedicalCost = new(100_00), OutOfScopeCost = new(fen) }))
            .ShouldBe(isBroken ? [new("hardship-inpatient-out-of-scope-last-year", 0.0501m, 0.05m)] : []);

    [Theory]
    [InlineData(10_00, false)]
    [InlineData(10_01, true)]
    public void They_may_pay_a_tenth_of_what_is_in_scope_themselves(long fen, bool isBroken) =>
        Broken(Stay(Year, "aid-recipient", new() { InScopeCost = new(100_00), SelfPaid = new(fen) }))
            .ShouldBe(isBroken ? [new("hardship-inpatient-self-paid-10-percent", 0.1001m, 0.10m)] : []);

    [Theory]
    [InlineData("inpatient", null)]
    [InlineData("inpatient", "resident")]
    [InlineData("outpatient", "orphan")]
    public void Care_of_others_and_other_care_is_not_judged(string category, string? people) =>
        Broken(new CareOfYear(Year, category, people,
            new() { MedicalCost = new(1_00), OutOfScopeCost = new(1_00), InScopeCost = new(1), SelfPaid = new(1) })).ShouldBeEmpty();

    [Fact]
    public void Where_there_was_no_visit_last_year_there_is_nothing_to_judge_by() =>
        Broken(Visits(Year, 1, new() { MedicalCost = new(1_000_00), ExamCost = new(1_000_00) })).ShouldBeEmpty();

    [Fact]
    public void Averages_are_compared_before_they_are_rounded_to_the_fen() =>
        // 0.66666… to 0.63333… yuan: 105.26 per cent, although both print as fen.
        Broken(Visits(Year - 1, 3, new() { MedicalCost = new(1_90) }), Visits(Year, 3, new() { MedicalCost = new(2_00) }))
            .ShouldBe([new("outpatient-cost-105-percent", 1.0526m, 1.05m)]);

    [Theory]
    [InlineData("\"average-cost\"", "\"cost\"", "measure 'cost' is not known")]
    [InlineData("\"limit\": \"1.05\"", "\"limit\": \"-1\"", "limit '-1' is not a number from 0 to 10, such as 1.05")]
    [InlineData("\"people\": \"all\", \"against\": \"last-year\", \"limit\": \"1.05\"",
        "\"people\": \"hardship\", \"against\": \"last-year\", \"limit\": \"1.05\"",
        "outpatient-cost-105-percent: an average is that of all people, against last-year")]
    public void A_rule_that_cannot_be_judged_is_refused(string was, string becomes, string message) =>
        Should.Throw<FormatException>(() => ControlRules.Parse(
            Repository.Text("data/controls.json").Replace(was, becomes, StringComparison.Ordinal))).Message.ShouldBe(message);

    private static IReadOnlyList<BrokenControl> Broken(params CareOfYear[] care) => Controls.Broken(_rules, care, Year);

    private static CareOfYear Visits(int year, long visits, CareFigures figures) =>
        new(year, "outpatient", null, figures with { Visits = visits });

    private static CareOfYear Stay(int year, string people, CareFigures figures) => new(year, "inpatient", people, figures);
}
