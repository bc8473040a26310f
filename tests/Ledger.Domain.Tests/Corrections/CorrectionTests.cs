using Ledger.Domain.Corrections;
using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Domain.Tests.Deciding;
using static Ledger.Domain.Tests.Deciding.Entries;
using static Ledger.Domain.Tests.Deciding.Scenario;

namespace Ledger.Domain.Tests.Corrections;

public sealed class CorrectionTests
{
    [Fact]
    public void The_wrong_amount_is_reversed_and_the_right_one_recorded_in_one_voucher()
    {
        var rows = Rows([Paid("S-1", 210_00)], null, ("amount", "120.00"));

        rows.ShouldAllBe(row => row.Voucher == "S-1-C1" && row.Document.Text == "S-1-C1");
        Given(Opened(), Opening(300_00), Paid("S-1", 210_00)).When([.. rows])
            .ThenMoves(("expenditure.benefits.inpatient", "-210.00"), ("expenditure.benefits.inpatient", "120.00"))
            .Balance(Resident).Fen.ShouldBe(180_00);
    }

    [Fact]
    public void What_the_new_entry_lacks_the_reversal_gives() =>
        Given(Opened(), Opening(210_00), Paid("S-1", 210_00))
            .When([.. Rows([Paid("S-1", 210_00)], null, ("amount", "210.01"))]).ThenRefused(Refusal.FundOverdrawn, row: 1)
            .When([.. Rows([Paid("S-1", 210_00)], null, ("category", "outpatient"))]).ThenAccepted();

    [Fact]
    public void Of_a_settlement_one_leg_changes_and_all_legs_are_recorded_anew()
    {
        var rows = Rows([Paid("S-1", 2_00), Paid("S-1", 3_00).In(Employee)], Employee, ("amount", "4.00"));

        rows.Select(row => (row.Fund.Text, row.Amount.Fen)).ShouldBe([("", 0), ("resident", 2_00), ("employee", 4_00)]);
        rows[0].ShouldBeOfType<EntryReversed>().Original.ShouldBe(DocumentId.Of("S-1"));
    }

    [Fact]
    public void A_payment_that_pays_a_settlement_pays_it_again() =>
        Given(Opened(), Opening(900_00), Settled("Y-1", 100_00), Paid("S-1", 100_00).Naming("Y-1"))
            .When([.. Rows([Paid("S-1", 100_00).Naming("Y-1")], null, ("amount", "99.00"))]).ThenAccepted()
            .When(Paid("S-2", 1_01).Naming("Y-1")).ThenRefused(Refusal.ExceedsOriginal)
            .When(Paid("S-2", 1_00).Naming("Y-1")).ThenAccepted();

    [Fact]
    public void The_books_move_to_the_new_day_and_the_banks_line_and_the_care_do_not()
    {
        var row = Rows([Paid("S-1", 1)], null, ("amount", "2"))[1];

        row.CashDate.ShouldBe(Date("2025-06-30"));
        row.BankDate.ShouldBe(Date("2025-03-10"));
        row.BusinessFrom.ShouldBe(Date("2025-03-10"));
    }

    [Fact]
    public void A_date_that_was_said_is_kept_or_changed_as_asked()
    {
        var paid = Paid("S-1", 1) with { BankDate = Date("2025-03-11"), BusinessFrom = Date("2025-02-01") };

        var row = Rows([paid], null, ("business_from", "2025-02-02"))[1];

        row.BankDate.ShouldBe(Date("2025-03-11"));
        row.BusinessFrom.ShouldBe(Date("2025-02-02"));
    }

    [Fact]
    public void A_column_is_taken_out_by_an_empty_text() =>
        Rows([Paid("S-1", 1) with { Note = "wrong" }], null, ("note", ""))[1].Note.ShouldBeNull();

    [Fact]
    public void What_is_malformed_is_named_and_nothing_is_to_be_sent()
    {
        var rows = Correct(null, ("amount", "12,00")).Rows(
            [Paid("S-1", 1)], new EntryParser(Repository.Funds), out var problems);

        rows.ShouldBeEmpty();
        problems.ShouldHaveSingleItem().Column.ShouldBe(EntryColumns.Amount);
    }

    [Theory]
    [InlineData("S-1", "S-1-C1")]
    [InlineData("S-1-C1", "S-1-C2")]
    [InlineData("S-1-C9", "S-1-C10")]
    [InlineData("S-1-C1-C4", "S-1-C1-C5")]
    [InlineData("-C1", "-C1-C1")]
    [InlineData("S-C0", "S-C0-C1")]
    [InlineData("A-Case", "A-Case-C1")]
    public void A_correction_is_numbered_after_what_it_corrects(string document, string number) =>
        Correction.NumberAfter(DocumentId.Of(document)).ShouldBe(number);

    private static IReadOnlyList<FundEvent> Rows(
        FundEvent[] legs, FundCode? fund, params (string Column, string Text)[] changes)
    {
        var rows = Correct(fund, changes).Rows(legs, new EntryParser(Repository.Funds), out var problems);
        problems.ShouldBeEmpty();
        return rows;
    }

    private static Correction Correct(FundCode? fund, params (string Column, string Text)[] changes) =>
        new("reimbursement_paid", DocumentId.Of("S-1"), DocumentId.Of("S-1-C1"), Date("2025-06-30"), "digits swapped",
            fund, changes.ToDictionary(change => change.Column, change => (string?)change.Text));
}
