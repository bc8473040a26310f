using Ledger.Domain.Reconciling;

namespace Ledger.Domain.Tests.Reconciling;

public sealed class SettlementClassesTests
{
    private static readonly SettlementClasses _classes = SettlementClasses.Parse(Repository.Text("data/settlement-classes.json"));

    [Theory]
    [InlineData("outpatient", "11")]
    [InlineData("outpatient-special", "11")]
    [InlineData("inpatient", "21")]
    [InlineData("pharmacy", "41")]
    [InlineData("other", null)]
    [InlineData(null, null)]
    public void A_category_has_the_class_of_the_data_or_none(string? category, string? expected) =>
        _classes.Of(category).ShouldBe(expected);

    [Theory]
    [InlineData("""{"classes":[{"class":"11","categories":["inpatient"]},{"class":"21","categories":["inpatient"]}]}""", "category 'inpatient' has two classes")]
    [InlineData("""{"classes":[{"categories":["inpatient"]}]}""", "not a file of settlement classes")]
    [InlineData("[", "not a file of settlement classes")]
    public void A_file_of_another_shape_is_refused(string json, string reason) =>
        Should.Throw<FormatException>(() => SettlementClasses.Parse(json)).Message.ShouldContain(reason);
}
