using System.Text.RegularExpressions;
using Ledger.Api.CommandLine;
using Ledger.Domain;

namespace Ledger.Api.Sheets;

/// <summary>
/// What things are called on sheets (<c>data/sheets.json</c>, <c>data/funds.json</c>, <c>data/pools.json</c>): in Chinese,
/// as they are handed in, unless the request that is answered, or <c>LEDGER_LANG</c> where it says nothing, asks for English.
/// </summary>
internal sealed partial class SheetWords
{
    private const string ClawbackAccounts = "clawback-accounts";
    private const string AnyPool = "*";

    private readonly LedgerContext _ledger;
    private readonly SheetNames _names;
    private readonly bool _english;

    public SheetWords(LedgerContext ledger, SheetNames names, string? language)
    {
        (_ledger, _names) = (ledger, names);
        _english = language?.StartsWith("en", StringComparison.OrdinalIgnoreCase) ?? false;
    }

    /// <exception cref="UserError">The data file is missing or not of its shape.</exception>
    public static SheetWords Of(LedgerContext ledger) => In(ledger, UserLanguage.OfRequest switch
    {
        true => "zh",
        false => "en",
        null => Environment.GetEnvironmentVariable("LEDGER_LANG"),
    });

    /// <summary>The words in a language.</summary>
    /// <exception cref="UserError">The data file is missing or not of its shape.</exception>
    public static SheetWords In(LedgerContext ledger, string? language) =>
        new(ledger, DataFiles.Parse("sheets.json", SheetNames.Parse), language);

    /// <summary><c>en</c> or <c>zh</c>.</summary>
    public string Language => Say("en", "zh");

    public string Say(string english, string chinese) => _english ? english : chinese;

    public string Yuan => Say("Unit: yuan", "单位:元");

    public string Total => Say("Total", "合计");

    /// <summary>A statement line, an item, a kind of balance, a reason: by its name in JSON.</summary>
    public string Of(string part, string name) =>
        _names.Find(part, name) is { } found ? Say(found.English, found.Chinese) : name;

    public string Line(string line) => Of("lines", line);

    /// <summary>What a trace calls a figure: a line, or a figure of a fund or an institution.</summary>
    public string Figure(string name) => Of(_names.Find("lines", name) is null ? "figures" : "lines", name);

    /// <summary>How a trace says that a figure is made, in names of figures, with each of them as people call it.</summary>
    /// <param name="formula">Such as <c>balance = opening + income - expenditure</c>.</param>
    public string Formula(string formula) => string.Concat(Operators().Split(formula).Select(part =>
        part.Length == 0 ? "" : Within(_names.Find("terms", part) is null ? Figure(part) : Of("terms", part))));

    /// <summary>The fund's name; <c>total</c> is all of those shown.</summary>
    public string Fund(string fund) => fund == "total" ? Total
        : _ledger.Funds.Find(FundCode.Of(fund)) is { } known ? Say(known.English, known.Chinese) : fund;

    /// <summary>The fund's column in a statutory form, else its name.</summary>
    public string FundIn(string form, string fund) =>
        _ledger.Forms.All.FirstOrDefault(one => one.Id == form)?.Funds.FirstOrDefault(column => column.Fund.Text == fund)
            is { } column ? Say(column.English, column.Chinese) : Fund(fund);

    /// <summary>The pool's name, where it has one, and its code.</summary>
    public string Pool(string pool)
    {
        var named = _ledger.Pools.Find(PoolCode.Of(pool)).Name is { } name ? $"{name} {pool}" : pool;
        return Say($"Pool: {named}", $"统筹区:{named}");
    }

    public string Period(string from, string to) => Say($"{from} to {to}", $"{from} 至 {to}");

    public string AsOf(string date) => Say($"as of {date}", $"截至 {date}");

    /// <summary>The account to which what is clawed back in a pool is paid.</summary>
    public string Account(string pool) => (_names.Find(ClawbackAccounts, pool) ?? _names.Find(ClawbackAccounts, AnyPool))
        is { } account ? Say(account.English, account.Chinese) : "";

    /// <summary>Who signs a kind of sheet.</summary>
    public IReadOnlyList<string> Signatures(string sheet) =>
        [.. _names.Signatures(sheet).Select(one => Say(one.English, one.Chinese))];

    // Of a part of a line: what it is, without that it is one.
    private string Within(string name)
    {
        var part = Say("of which ", "其中:");
        return name.StartsWith(part, StringComparison.Ordinal) ? name[part.Length..] : name;
    }

    [GeneratedRegex(@"( = | \+ | - | / |[()])")]
    private static partial Regex Operators();
}
