using Ledger.Domain.Deciding;
using static Ledger.Domain.Tests.Deciding.Entries;
using static Ledger.Domain.Tests.Deciding.Scenario;

namespace Ledger.Domain.Tests.Funds;

/// <summary>转移支出 leaves personal accounts only (财社〔2017〕144号 Art. 28).</summary>
public sealed class TransferTests
{
    [Fact]
    public void The_pooled_part_of_a_split_fund_pays_no_transfer() =>
        Given(Opened().In(EmployeePooled), Opening(100_00).In(EmployeePooled))
            .When(Transferred("T-1", 1).In(EmployeePooled))
            .ThenRefused(Refusal.FundMayNotPay);

    [Fact]
    public void The_personal_accounts_pay_transfers() =>
        Given(Opened().In(EmployeePersonal), Opening(100_00).In(EmployeePersonal))
            .When(Transferred("T-1", 100_00).In(EmployeePersonal))
            .ThenMoves(("expenditure.transfer", "100.00"));

    [Fact]
    public void A_fund_kept_as_one_book_pays_transfers() =>
        Given(Opened().In(Employee), Opening(100_00).In(Employee))
            .When(Transferred("T-1", 100_00).In(Employee))
            .ThenMoves(("expenditure.transfer", "100.00"));
}
