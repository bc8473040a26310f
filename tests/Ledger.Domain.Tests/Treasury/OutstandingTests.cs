using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Domain.Penalties;
using Ledger.Domain.Tests.Deciding;
using Ledger.Domain.Treasury;
using static Ledger.Domain.Tests.Deciding.Entries;
using static Ledger.Domain.Tests.Deciding.Scenario;

namespace Ledger.Domain.Tests.Treasury;

/// <summary>Advances, money held, loans and fines: what went one way comes back to the last fen, and no more.</summary>
public sealed class OutstandingTests
{
    private static readonly Dictionary<string, (FundEvent Up, FundEvent Down)> _pairs = new()
    {
        ["advance settled"] = (new AdvancePaid(), new AdvanceSettled()),
        ["advance returned"] = (new AdvancePaid(), new AdvanceReturned()),
        ["held applied"] = (new HeldReceived(), new HeldApplied()),
        ["held returned"] = (new HeldReceived(), new HeldReturned()),
        ["loan repaid"] = (new LoanReceived(), new LoanRepaid()),
        ["penalty remitted"] = (
            new PenaltyCollected { CaseNo = "C-1", Institution = Hospital },
            new PenaltyRemitted { CaseNo = "C-1", Institution = Hospital }),
    };

    public static TheoryData<string> Pairs => [.. _pairs.Keys];

    [Theory]
    [MemberData(nameof(Pairs))]
    public void The_last_fen_goes_back_and_no_balance_moves(string pair) =>
        Out(pair, 100_00).When(Down(pair, "D-1", 60_00)).ThenAccepted()
            .When(Down(pair, "D-2", 40_00)).ThenAccepted().Balance(Resident).Fen.ShouldBe(5_00);

    [Theory]
    [MemberData(nameof(Pairs))]
    public void One_fen_more_is_refused(string pair) =>
        Out(pair, 100_00).When(Down(pair, "D-1", 60_00)).ThenAccepted()
            .When(Down(pair, "D-2", 40_01)).ThenRefused(Refusal.OutstandingExceeded);

    [Theory]
    [MemberData(nameof(Pairs))]
    public void What_is_used_in_part_is_not_reversed(string pair) =>
        Out(pair, 100_00).When(Down(pair, "D-1", 1)).ThenAccepted()
            .When(Reversed("X-1", "U-1")).ThenRefused(Refusal.OutstandingExceeded);

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_return_that_was_reversed_is_outstanding_again(string pair) =>
        Out(pair, 100_00).When(Down(pair, "D-1", 100_00)).ThenAccepted()
            .When(Reversed("X-1", "D-1")).ThenAccepted()
            .When(Down(pair, "D-2", 100_00)).ThenAccepted();

    [Theory]
    [MemberData(nameof(Pairs))]
    public void What_is_outstanding_with_one_is_not_taken_from_another(string pair) =>
        Out(pair, 100_00).When(Down(pair, "D-1", 1).Towards("another city") with { CaseNo = "C-2" })
            .ThenRefused(Refusal.OutstandingExceeded);

    [Fact]
    public void A_fine_paid_straight_to_the_Treasury_is_not_owed_to_it_again() =>
        Given(Opened()).When(Fined("F-1", 100_00, "treasury")).ThenMoves()
            .When(Remitted("R-1", 1)).ThenRefused(Refusal.OutstandingExceeded);

    [Fact]
    public void A_fine_is_not_money_of_which_the_fund_may_pay() =>
        Given(Opened(), Fined("F-1", 100_00)).When(Paid("S-1", 1)).ThenRefused(Refusal.FundOverdrawn);

    [Fact]
    public void Borrowed_money_does_not_raise_the_balance() =>
        Given(Opened(), new LoanReceived().WithCity("L-1", 100_00)).When(Paid("S-1", 1))
            .ThenRefused(Refusal.FundOverdrawn);

    private static Scenario Out(string pair, long fen) =>
        Given(Opened(), Opening(5_00), _pairs[pair].Up.WithCity("U-1", fen));

    private static FundEvent Down(string pair, string document, long fen) =>
        _pairs[pair].Down.WithCity(document, fen);
}
