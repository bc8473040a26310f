using System.Text.Json;
using Ledger.Domain.Events;

namespace Ledger.Domain.Rulings;

/// <summary>What one bank account may take in and pay out; null where the rules do not say.</summary>
public sealed record AccountRule(
    string Account, IReadOnlyList<string>? Receives, IReadOnlyList<string>? Pays);

/// <summary>收支两条线: which kinds may raise or lower which bank account, and which moves between them there are.</summary>
public sealed record TwoLineRule(
    string Policy, IReadOnlyList<AccountRule> Accounts, IReadOnlyList<(string From, string To)> Moves)
{
    public static readonly TwoLineRule None = new("two-lines-none", [], []);

    public bool MayReceive(string account, string kind) =>
        Accounts.FirstOrDefault(rule => rule.Account == account)?.Receives?.Contains(kind) ?? true;

    public bool MayPay(string account, string kind) =>
        Accounts.FirstOrDefault(rule => rule.Account == account)?.Pays?.Contains(kind) ?? true;

    /// <summary>Whether money may go from one account straight to the other.</summary>
    public bool MayMove(string from, string to) => Moves.Count == 0 || Moves.Contains((from, to));

    internal static TwoLineRule Read(JsonElement row) => new(
        row.Text("policy"),
        [
            .. row.GetProperty("accounts").EnumerateArray().Select(account =>
                new AccountRule(account.Text("account"), Kinds(account, "receives"), Kinds(account, "pays"))),
        ],
        [.. row.GetProperty("moves").EnumerateArray().Select(move => (move.Text("from"), move.Text("to")))]);

    private static List<string>? Kinds(JsonElement account, string name)
    {
        if (!account.TryGetProperty(name, out var given)) return null;
        var kinds = given.EnumerateArray().Select(kind => kind.GetString() ?? "").ToList();
        return kinds.Find(kind => EventTypes.Find(kind) is null) is { } unknown
            ? throw new FormatException($"'{unknown}' of {name} is not a kind of entry")
            : kinds;
    }
}
