using Ledger.Domain.Funds;
using Ledger.Domain.Treasury;
using static Ledger.Domain.Events.EntryColumns;

namespace Ledger.Domain.Events;

public sealed partial class EntryParser
{
    private void CheckAgainstKind(FundEvent entry, EventType type)
    {
        CheckUse(type.Fund, Fund, type);
        CheckUse(type.Amount, EntryColumns.Amount, type);
        if (Field(EntryColumns.Amount) is not null && entry.Amount == Money.Zero
            && !_problems.Exists(problem => problem.Column == EntryColumns.Amount))
            Problem(EntryColumns.Amount, "is zero; an amount is positive", "金额为零,金额应为正数");
        foreach (var column in type.Needs)
        {
            if (Field(column) is null) Needed(column, type);
        }
        if (type.NeedsOneOf.Count > 0 && type.NeedsOneOf.All(column => Field(column) is null))
            Problem(type.NeedsOneOf[0], $"{type.Name} needs {string.Join(" or ", type.NeedsOneOf)}",
                $"{type.Name} 须填写 {string.Join(" 或 ", type.NeedsOneOf)}");
        OneOf(Payer, entry.Payer, type.Payers);
        OneOf(Category, entry.Category, type.Categories);
        OneOf(Channel, entry.Channel, type.Channels);
        OneOf(Account, entry.Account, type.Accounts);
        OneOf(ToAccount, entry.ToAccount, type.Accounts);
        if (entry is AccountMoved && entry.Account is not null && entry.Account == entry.ToAccount)
            Problem(ToAccount, $"is the account that the money leaves, {entry.Account}", $"与转出账户 {entry.Account} 相同");
        if (entry is OpeningBalanceRecorded { Account: "prepayment", Institution: null })
            Problem(Institution, "an opening prepayment needs the institution that holds it", "期初预付款须写明持有它的医药机构");
        if (entry is OpeningBalanceRecorded { Account: "advance" or "held" or "loan", Counterparty: null })
            Problem(Counterparty, $"an opening {entry.Account} needs the counterparty", $"期初 {entry.Account} 须写明对方单位");
        if (entry.BusinessFrom is { } from && entry.BusinessTo is { } to && to < from)
            Problem(BusinessTo, $"{to.Iso()} is before business_from {from.Iso()}",
                $"{to.Iso()} 早于 business_from {from.Iso()}");
    }

    private void CheckUse(Use use, string column, EventType type)
    {
        if (use == Use.Needed && Field(column) is null) Needed(column, type);
        if (use == Use.None && Field(column) is not null)
            Problem(column, $"{type.Name} has none", $"{type.Name} 没有此栏,不应填写");
    }

    private void Needed(string column, EventType type) =>
        Problem(column, $"{type.Name} needs it", $"{type.Name} 须填写此栏");
}
