namespace Ledger.Domain.Clearing;

/// <summary>By what an institution's share of the year is found.</summary>
public enum ClearingMethod
{
    /// <summary>点数法 (DRG, DIP): the region's budget divided by points.</summary>
    Points,

    /// <summary>总额控制: each institution's own budget, its saving or overrun divided by bands.</summary>
    Budget,
}

/// <summary>What counts as charged so far.</summary>
public enum ChargedBy
{
    /// <summary>What was paid for the budget year.</summary>
    Paid,

    /// <summary>What was settled for it, paid or not: what is unpaid stays owed under its settlement.</summary>
    Settled,
}

/// <summary>Who bears special cases (特病单议).</summary>
public enum SpecialCases
{
    /// <summary>They are taken out of the budget before the rest of it is divided.</summary>
    Inside,

    /// <summary>The fund adds them to the budget.</summary>
    Outside,
}

/// <summary>How much of the quality deposit is released from which assessment score on.</summary>
public sealed record DepositBand(long MinScore, Rate Release);

/// <summary>
/// A rule of year-end clearing (年终清算), read from a file: data, because it differs by place and year. Its
/// <see cref="Id"/> goes with every decision that it made.
/// </summary>
public sealed record ClearingPolicy
{
    public required string Id { get; init; }

    /// <summary>The document that laid the rule down.</summary>
    public required string Source { get; init; }

    public required FundCode Fund { get; init; }

    public required ClearingMethod Method { get; init; }

    /// <summary>The payment method cleared (<c>drg</c>, <c>dip</c>), where a fund is cleared for several apart.</summary>
    public string? PaymentMethod { get; init; }

    /// <summary><c>annual</c> or <c>interim</c>, as the event says it.</summary>
    public required string Category { get; init; }

    /// <summary>1, or more for what is cleared again or after it.</summary>
    public int Round { get; init; } = 1;

    /// <summary>The part of the year's budget that is cleared: all of it, except by an interim clearing.</summary>
    public Rate BudgetShare { get; init; } = new(Rate.One);

    /// <summary>The category under which the budget was allotted; empty where it names none.</summary>
    public string BudgetCategory { get; init; } = "";

    /// <summary>The categories of benefits that are charged to that budget, and whose points count.</summary>
    public required IReadOnlyList<string> Categories { get; init; }

    public required ChargedBy Charged { get; init; }

    public required SpecialCases SpecialCases { get; init; }

    /// <summary>By points: the part of the region's budget that the fund keeps back (风险金).</summary>
    public Rate SetAside { get; init; }

    /// <summary>By budget: what an institution keeps of what it saved (结余留用).</summary>
    public Bands Surplus { get; init; } = new([]);

    /// <summary>By budget: what the fund bears of an overrun (合理超支分担); the rest is refused.</summary>
    public Bands Overrun { get; init; } = new([]);

    /// <summary>Highest score first; empty where the policy says nothing of deposits.</summary>
    public IReadOnlyList<DepositBand> Deposit { get; init; } = [];

    /// <summary>The one rule of rounding that each method has.</summary>
    public string Rounding => RoundingOf(Method);

    internal static string RoundingOf(ClearingMethod method) =>
        method == ClearingMethod.Points ? "largest-remainder" : "half-up";
}
