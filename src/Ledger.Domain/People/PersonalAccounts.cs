using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.Domain.Statements;

namespace Ledger.Domain.People;

/// <summary>Whose account, in which fund of personal accounts.</summary>
public readonly record struct AccountKey(FundCode Fund, PersonRef Person);

/// <summary>A person's account (个人账户) as deciding needs it; there is none before a credit names the person.</summary>
/// <param name="Balance">Of all that is counted; never below zero.</param>
/// <param name="Since">Position of the first credit. What undoes an earlier entry changes nothing.</param>
public sealed record AccountBook(Money Balance, long Since);

/// <summary>
/// The rule of personal accounts: each is kept by person from its first credit that names the person, and never goes
/// below zero. Of a person of whom no credit is recorded nothing is known, and nothing is checked.
/// </summary>
public static class PersonalAccounts
{
    /// <summary>Stamped on the opening of a fund whose accounts are kept by person.</summary>
    public const string ByPerson = "personal-accounts/by-person";

    /// <summary>The opening, with the rule that applies to the fund by the catalogue of the day.</summary>
    public static FundEvent Open(FundEvent opening, FundCatalogue funds) =>
        funds.Find(opening.Fund)?.Part == FundPart.Personal ? opening with { Rule = new(ByPerson) } : opening;

    public static bool AreKept(FundOpened opening) => opening.Rule?.Id == ByPerson;

    /// <summary>What the entry does to the accounts of the person whom it names.</summary>
    public static IReadOnlyList<(AccountKey Key, Money Change)> MovedBy(FundEvent entry, Books books)
    {
        if (OriginalCare.Of(entry) is not { } care) return [];
        var effects = StatementEffects.Of(entry).Where(effect => books.Fund(effect.Fund) is { KeptByPerson: true }).ToList();
        return effects.Count == 0
            ? []
            :
            [
                .. effects.GroupBy(effect => new AccountKey(effect.Fund, care.Person))
                    .Select(moved => (moved.Key, moved.Aggregate(Money.Zero, (sum, one) => sum + one.OnBalance)))
                    .Where(moved => moved.Item2 != Money.Zero),
            ];
    }

    /// <summary>The account after an entry; null while there is none.</summary>
    /// <param name="account">As it was before.</param>
    /// <param name="change">What the entry does to it.</param>
    /// <param name="position">Where the entry was recorded.</param>
    /// <param name="origin">Where what it undoes was recorded, which counts now only if it was counted then.</param>
    public static AccountBook? After(AccountBook? account, Money change, long position, long origin) => account switch
    {
        { } kept when origin >= kept.Since => kept with { Balance = kept.Balance + change },
        null when change > Money.Zero && origin == position => new(change, position),
        _ => account,
    };

    /// <summary>The account that the entry lowers and that is below zero; null where there is none.</summary>
    public static AccountKey? OverdrawnBy(FundEvent entry, Books books)
    {
        foreach (var (key, change) in MovedBy(entry, books))
        {
            if (change < Money.Zero && books.Account(key) is { Balance.Fen: < 0 }) return key;
        }
        return null;
    }

    /// <summary>The accounts that deciding the entry may ask about.</summary>
    public static IEnumerable<AccountKey> AskedBy(FundEvent entry)
    {
        if (OriginalCare.Of(entry) is not { } care) yield break;
        yield return new(entry.Fund, care.Person);
        if (entry.ToFund is { } other) yield return new(other, care.Person);
    }

    /// <summary>In the user's words, after the entry was tried: what the account has and what it would need.</summary>
    public static Wording Explain(FundEvent entry, Books books)
    {
        if (OverdrawnBy(entry, books) is not { } key)
            return new("a personal account may not go below zero", "个人账户不得透支");
        var left = books.Account(key)!.Balance;
        var taken = MovedBy(entry, books).First(moved => moved.Key == key).Change;
        return new(
            $"the personal account of {key.Person} in fund {key.Fund} has {left - taken}, which is less than {-taken}",
            $"参保人 {key.Person} 在基金 {key.Fund} 的个人账户余额为 {left - taken},不足 {-taken}");
    }
}
