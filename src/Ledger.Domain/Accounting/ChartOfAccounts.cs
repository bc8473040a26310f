using System.Text.Json;
using Ledger.Domain.Events;
using Ledger.Domain.Statements;

namespace Ledger.Domain.Accounting;

/// <summary>Which side of the books raises an account.</summary>
public enum AccountSide
{
    Asset,
    Liability,
    Equity,
    Income,
    Expenditure,
}

/// <summary>An account of the chart (会计科目).</summary>
/// <param name="Line">The line whose movements it holds, with all lines below it.</param>
/// <param name="Verified">Whether the code was read in a published rule; the others are believed.</param>
public sealed record Account(
    string Line, string Code, string Chinese, string English, AccountSide Side, bool Verified)
{
    /// <summary>A movement of the line raises the account on its debit side.</summary>
    public bool IsDebit => Side is AccountSide.Asset or AccountSide.Expenditure;
}

/// <summary>
/// The accounts, and which of the fund's bank accounts a kind of entry moves unless it names one. Data
/// (<c>data/accounts.json</c>), since the codes are not verified.
/// </summary>
public sealed class ChartOfAccounts
{
    private readonly Dictionary<string, Account> _byLine;
    private readonly Dictionary<string, string> _bankByKind;
    private readonly Dictionary<string, string> _bankLines;
    private readonly string _bankDefault;
    private readonly string? _bankReceiving;

    private ChartOfAccounts(IReadOnlyList<Account> all, string bankDefault, string? bankReceiving,
        Dictionary<string, string> bankByKind)
    {
        All = all;
        _byLine = all.ToDictionary(account => account.Line, StringComparer.Ordinal);
        _bankDefault = bankDefault;
        _bankReceiving = bankReceiving;
        _bankByKind = bankByKind;
        _bankLines = all.Where(account => account.Line.StartsWith(StatementLines.Bank + ".", StringComparison.Ordinal))
            .ToDictionary(account => account.Line[(StatementLines.Bank.Length + 1)..], account => account.Line, StringComparer.Ordinal);
        BankAccounts = [.. _bankLines.Keys];
    }

    public IReadOnlyList<Account> All { get; }

    /// <summary>The bank accounts by the names that entries give them, such as <c>expenditure-account</c>.</summary>
    public IReadOnlyList<string> BankAccounts { get; }

    /// <exception cref="FormatException">The text is not of that shape; the message names the place.</exception>
    public static ChartOfAccounts Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            var bank = root.GetProperty("bankAccounts");
            var chart = new ChartOfAccounts(
                [.. root.GetProperty("accounts").EnumerateArray().Select(Read)],
                bank.Text("default"),
                bank.TryGetProperty("receiving", out _) ? bank.Text("receiving") : null,
                bank.GetProperty("byKind").EnumerateObject()
                    .ToDictionary(row => row.Name, row => row.Value.GetString() ?? "", StringComparer.Ordinal));
            chart.CheckBanks();
            return chart;
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException
            or ArgumentException)
        {
            throw new FormatException($"not a chart of accounts: {error.Message}", error);
        }
    }

    /// <summary>The account of a line: that of the line itself, else of the nearest line above it.</summary>
    /// <exception cref="FormatException">The data has none.</exception>
    public Account Of(string line)
    {
        for (var name = line; ; name = name[..name.LastIndexOf('.')])
        {
            if (_byLine.TryGetValue(name, out var account)) return account;
            if (!name.Contains('.', StringComparison.Ordinal))
                throw new FormatException($"the chart of accounts has no account for {line}");
        }
    }

    /// <summary>Whether the line, or one above it, has an account.</summary>
    public bool Knows(string line)
    {
        for (var name = line; ; name = name[..name.LastIndexOf('.')])
        {
            if (_byLine.ContainsKey(name)) return true;
            if (!name.Contains('.', StringComparison.Ordinal)) return false;
        }
    }

    /// <summary>The bank account that an entry moves: the one that it names, else that of its kind.</summary>
    public string BankOf(FundEvent entry) =>
        entry.Account is { } named && _bankLines.ContainsKey(named)
            ? named
            : DefaultOf(entry);

    /// <summary>The same for either fund of an entry: what another fund receives has an account of its own.</summary>
    public string BankOf(FundEvent entry, FundCode fund) => fund == entry.Fund ? BankOf(entry)
        : entry.ToAccount is { } named && _bankLines.ContainsKey(named) ? named
        : _bankReceiving ?? BankOf(entry);

    /// <summary>The line of a bank account.</summary>
    internal string LineOfBank(string account) => _bankLines.GetValueOrDefault(account) ?? $"{StatementLines.Bank}.{account}";

    // A category may have its own: an offset is netted with a payment, cash comes in elsewhere.
    private string DefaultOf(FundEvent entry)
    {
        var kind = EventTypes.NameOf(entry);
        return _bankByKind.GetValueOrDefault($"{kind}/{entry.Category}")
            ?? _bankByKind.GetValueOrDefault(kind, _bankDefault);
    }

    private void CheckBanks()
    {
        foreach (var name in _bankByKind.Values.Append(_bankDefault).Append(_bankReceiving ?? _bankDefault))
        {
            if (!_byLine.ContainsKey($"{StatementLines.Bank}.{name}"))
                throw new FormatException($"bank account '{name}' is not in the chart of accounts");
        }
        if (_bankByKind.Keys.FirstOrDefault(kind => EventTypes.Find(kind.Split('/')[0]) is null) is { } unknown)
            throw new FormatException($"'{unknown}' of bankAccounts is not a kind of entry");
    }

    private static Account Read(JsonElement row)
    {
        var account = new Account(row.Text("line"), row.Text("code"), row.Text("chinese"), row.Text("english"),
            row.Choice<AccountSide>("side"), row.GetProperty("verified").GetBoolean());
        // On the wrong side an account would be raised by what lowers it, and no journal would balance.
        if (SideOf(account.Line) != account.Side)
            throw new FormatException($"line '{account.Line}' is no {account.Side}".ToLowerInvariant());
        return account;
    }

    private static AccountSide? SideOf(string line) => StatementLines.TrySideOf(line) switch
    {
        StatementSide.Asset => AccountSide.Asset,
        StatementSide.Liability => AccountSide.Liability,
        StatementSide.Opening => AccountSide.Equity,
        StatementSide.Income => AccountSide.Income,
        StatementSide.Expenditure => AccountSide.Expenditure,
        _ => null,
    };
}
