using FsCheck.Fluent;
using Ledger.Domain.Statements;
using Ledger.Domain.Statements.Forms;
using Ledger.Domain.Tests.Deciding;
using static Ledger.Domain.Statements.StatementLines;

namespace Ledger.Domain.Tests.Statements.Forms;

public sealed class FilledFormTests
{
    private static readonly FundCode _pooled = FundCode.Of("employee-pooled");
    private static readonly FundCode _personal = FundCode.Of("employee-personal");

    private static readonly string[] _figures =
    [
        Opening, OpeningAdjusted, Premium, PremiumFrom("fiscal"), SubsidyFor("vaccine"), Interest, TransferIncome,
        OtherIncome, FromUpper, FromLower, BenefitsFor("inpatient"), BenefitsFor("personal"), CriticalIllness,
        TransferExpenditure, OtherExpenditure, ToLower, ToUpper,
    ];

    public static TheoryData<string> Funds => ["resident", "employee", "employee-pooled", "medical-aid"];

    [Theory]
    [MemberData(nameof(Funds))]
    public void The_two_sides_agree_whatever_the_figures_are(string fund) => Seeds.Check(
        Gen.Choose(-1_000_000, 1_000_000).ArrayOf(_figures.Length + 1).ToArbitrary(), amounts =>
        {
            var before = new Money(amounts[^1]);
            var cells = _figures.Zip(amounts).ToDictionary(cell => cell.First, cell => new Money(cell.Second));

            var filled = Filled(Entry(fund, before, cells));

            var total = before + Sum(cells, "opening") + Sum(cells, "income");
            filled.Left[^1].Amounts.ShouldBe([total]);
            filled.Right[^1].Amounts.ShouldBe([total]);
            NumberedRow(filled.Right, Closing).ShouldBe([total - Sum(cells, "expenditure")]);
        });

    [Fact]
    public void Split_books_stand_beside_each_other_and_the_total_before_them()
    {
        var filled = FilledForm.All(Repository.Forms,
        [
            Entry("employee-personal", new(5), new() { [Interest] = new(1), [BenefitsFor("personal")] = new(2) }),
            Entry("employee-pooled", new(100), new() { [Premium] = new(30), [BenefitsFor("inpatient")] = new(7) }),
        ]).ShouldHaveSingleItem();

        filled.Funds.Select(column => column.Fund).ShouldBe([_personal, _pooled]);
        NumberedRow(filled.Left, Premium).ShouldBe([new(30), Money.Zero, new(30)]);
        NumberedRow(filled.Left, Interest).ShouldBe([new(1), new(1), Money.Zero]);
        NumberedRow(filled.Right, Closing).ShouldBe([new(127), new(4), new(123)]);
        NumberedRow(filled.Right, ClosingPooled).ShouldBe([new(123), Money.Zero, new(123)]);
        NumberedRow(filled.Right, ClosingPersonal).ShouldBe([new(4), new(4), Money.Zero]);
    }

    [Fact]
    public void A_book_in_which_both_are_mixed_does_not_say_which_is_which()
    {
        var filled = Filled(Entry("employee", new(100), []));
        NumberedRow(filled.Right, Closing).ShouldBe([new(100)]);
        NumberedRow(filled.Right, ClosingPooled).ShouldBe([null]);
        NumberedRow(filled.Right, ClosingPersonal).ShouldBe([null]);
    }

    [Fact]
    public void Where_the_opening_is_unknown_so_are_the_closing_the_totals_and_what_they_are_added_to()
    {
        var unknown = Entry("employee-pooled", Money.Zero, new() { [Premium] = new(30) }, openingKnown: false);
        var filled = FilledForm.All(Repository.Forms,
            [unknown, Entry("employee-personal", new(5), [])]).ShouldHaveSingleItem();

        NumberedRow(filled.Left, Premium).ShouldBe([new(30), new(30), Money.Zero]);
        NumberedRow(filled.Left, Opening).ShouldBe([null, null, new(5)]);
        NumberedRow(filled.Right, Closing).ShouldBe([null, null, new(5)]);
        filled.Left[^1].Amounts.ShouldBe([null, null, new(5)]);
        filled.Right[^1].Amounts.ShouldBe([null, null, new(5)]);
    }

    [Fact]
    public void Funds_without_a_form_of_their_own_have_one_each()
    {
        var filled = FilledForm.All(Repository.Forms,
            [Entry("medical-aid", new(1), []), Entry("civil-servant", new(2), [])]);
        filled.Select(form => form.Form.Id).ShouldBe(["general", "general"]);
        filled.Select(form => form.Funds.ShouldHaveSingleItem().Chinese).ShouldBe(["医疗救助", "公务员医疗补助"]);
    }

    private static FilledForm Filled(FormEntry entry) =>
        FilledForm.All(Repository.Forms, [entry]).ShouldHaveSingleItem();

    private static FormEntry Entry(
        string fund, Money before, Dictionary<string, Money> cells, bool openingKnown = true) =>
        new(Repository.Funds.Find(FundCode.Of(fund)) ?? throw new InvalidOperationException(fund),
            FundStatement.Of(FundCode.Of(fund), openingKnown, before, cells));

    private static IReadOnlyList<Money?> NumberedRow(IReadOnlyList<FilledRow> side, string line) =>
        side.First(row => row.Row.Lines[0] == line).Amounts;

    private static Money Sum(Dictionary<string, Money> cells, string side) =>
        new(cells.Where(cell => cell.Key.StartsWith(side, StringComparison.Ordinal)).Sum(cell => cell.Value.Fen));
}
