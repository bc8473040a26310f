using System.Globalization;
using System.Text.Json;
using Ledger.Domain.Statements;

namespace Ledger.Domain.Rulings;

/// <summary>When a quality deposit counts as paid out.</summary>
public enum DepositRecognition
{
    /// <summary>Withheld lowers benefits, released raises them, forfeited moves nothing.</summary>
    AtRelease,

    /// <summary>Benefits are booked whole at settlement; a forfeited deposit comes back as a clawback does.</summary>
    AtSettlement,
}

/// <summary>What a move between two funds is in each of them.</summary>
/// <param name="Lowers">The paying fund's line is an income, and is lowered.</param>
public sealed record FundsMovedRule(string Category, string FromLine, string ToLine, bool Lowers);

/// <summary>Rulings that differ by place and year, kept as data (<c>data/rules.json</c>).</summary>
public sealed class LedgerRules
{
    private readonly Dictionary<string, FundsMovedRule> _fundsMoved;

    private LedgerRules(DepositRecognition deposits, decimal depositRateMax, IEnumerable<FundsMovedRule> fundsMoved)
    {
        Deposits = deposits;
        DepositRateMax = depositRateMax;
        _fundsMoved = fundsMoved.ToDictionary(rule => rule.Category, StringComparer.Ordinal);
    }

    private PoolRules<PrepaymentRule> _prepayments = null!;
    private PoolRules<OverdraftRule> _overdrafts = null!;
    private PoolRules<TwoLineRule> _twoLines = null!;
    private IReadOnlyList<ReserveRule> _reserves = [];
    private IReadOnlyList<BenefitRule> _benefits = [];
    private PoolCode? _pool;

    /// <summary>When this pool may advance money.</summary>
    public PrepaymentRule Prepayment => _prepayments.For(_pool);

    /// <summary>What becomes of imported facts that overdraw a fund of this pool.</summary>
    public OverdraftRule Overdraft => _overdrafts.For(_pool);

    /// <summary>What this pool's bank accounts may take in and pay out.</summary>
    public TwoLineRule TwoLines => _twoLines.For(_pool);

    /// <summary>How much the fund may set aside; null where no rule says.</summary>
    public ReserveRule? Reserve(FundCode fund) => _reserves.FirstOrDefault(rule => rule.Funds.Contains(fund));

    /// <summary>The rule that keeps the fund from paying a category of benefits; null where none does.</summary>
    public BenefitRule? Against(FundCode fund, string? category) =>
        _benefits.FirstOrDefault(rule => rule.Forbids(_pool, fund, category));

    /// <summary>The rulings as they hold in a pool.</summary>
    public LedgerRules For(PoolCode pool)
    {
        var rules = (LedgerRules)MemberwiseClone();
        rules._pool = pool;
        return rules;
    }

    public DepositRecognition Deposits { get; }

    /// <summary>The name under which events say which recognition applied.</summary>
    public string DepositRule => Deposits == DepositRecognition.AtRelease
        ? "deposit-recognition/at-release"
        : "deposit-recognition/at-settlement";

    /// <summary>Largest share of a payment that may be withheld; 0.05 is five per cent.</summary>
    public decimal DepositRateMax { get; }

    public IEnumerable<string> FundsMovedCategories => _fundsMoved.Keys;

    /// <exception cref="FormatException">The text is not of that shape; the message names the place.</exception>
    public static LedgerRules Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            return new(
                root.GetProperty("depositRecognition").Text("policy") switch
                {
                    "at-release" => DepositRecognition.AtRelease,
                    "at-settlement" => DepositRecognition.AtSettlement,
                    var other => throw new FormatException($"deposit recognition '{other}' is not known"),
                },
                Share(root.GetProperty("depositRateMax"), "rate"),
                root.GetProperty("fundsMoved").EnumerateArray().Select(ReadMove).ToList())
            {
                _prepayments = PoolRules<PrepaymentRule>.Read(root, "prepayment", PrepaymentRule.None, PrepaymentRule.Read),
                _overdrafts = PoolRules<OverdraftRule>.Read(root, "overdraft", OverdraftRule.Refuse, OverdraftRule.Read),
                _twoLines = PoolRules<TwoLineRule>.Read(root, "twoLines", TwoLineRule.None, TwoLineRule.Read),
                _reserves = root.TryGetProperty("reserve", out var reserves)
                    ? [.. reserves.EnumerateArray().Select(ReserveRule.Read)]
                    : [],
                _benefits = root.TryGetProperty("benefits", out var benefits)
                    ? [.. benefits.EnumerateArray().Select(BenefitRule.Read)]
                    : [],
            };
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException
            or ArgumentException)
        {
            throw new FormatException($"not a rules file: {error.Message}", error);
        }
    }

    public FundsMovedRule? FundsMoved(string category) => _fundsMoved.GetValueOrDefault(category);

    private static FundsMovedRule ReadMove(JsonElement row)
    {
        var lowers = row.TryGetProperty("lowers", out var given) && given.GetBoolean();
        return new(
            row.Text("category"),
            Line(row, "fromLine", lowers ? StatementSide.Income : StatementSide.Expenditure),
            Line(row, "toLine", StatementSide.Income),
            lowers);
    }

    // What a fund pays lowers its balance and what it receives raises it, whatever the lines are.
    private static string Line(JsonElement row, string name, StatementSide side) =>
        StatementLines.TrySideOf(row.Text(name)) == side
            ? row.Text(name)
            : throw new FormatException(
                $"{name} '{row.Text(name)}' is no line of {side.ToString().ToLowerInvariant()}");

    internal static decimal Share(JsonElement row, string name) =>
        decimal.TryParse(
            row.Text(name), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share <= 1
            ? share
            : throw new FormatException($"{name} '{row.Text(name)}' is not a share from 0 to 1");
}
