using System.Numerics;

namespace Ledger.Domain.Clearing;

/// <summary>What a policy makes of an institution's year.</summary>
public sealed record ClearedInstitution
{
    public required ClearingInstitution Input { get; init; }

    /// <summary>The part of its budget that is cleared; null where the points decide.</summary>
    public Money? Budget { get; init; }

    /// <summary>Before special cases: by points, or as charged with what bands add or refuse.</summary>
    public required Money Share { get; init; }

    /// <summary>Of its saving, what the institution keeps (结余留用).</summary>
    public Money Retained { get; init; }

    /// <summary>Of its overrun, what the fund bears (超支分担).</summary>
    public Money Borne { get; init; }

    /// <summary>Of its overrun, what nobody pays.</summary>
    public Money Refused { get; init; }

    /// <summary>Of the deposit, what is to be released; null where it is not decided.</summary>
    public Money? Release { get; init; }

    public InstitutionCode Institution => Input.Institution;

    /// <summary>All that the year comes to.</summary>
    public Money Payable => Share + Input.Special;

    /// <summary>Positive: still due to the institution. Negative: owed back by it.</summary>
    public Money Due => Payable - Input.Charged - Input.Special - Input.Cleared;

    public Money? Forfeit => Release is { } release ? Input.DepositHeld - release : null;
}

/// <summary>A year cleared, and the proof that it divides the budget: <see cref="Payable"/> with what the fund keeps, less
/// what it adds, is <see cref="Budget"/> to the fen.</summary>
public sealed record ClearingResult
{
    private const int PointParts = 10_000;
    private const int FenPerYuan = 100;

    public required ClearingPolicy Policy { get; init; }

    public required int Year { get; init; }

    /// <summary>What is divided: the region's budget, or where none was allotted the sum of the institutions'.</summary>
    public required Money Budget { get; init; }

    /// <summary>By points: held back from the budget before it is divided.</summary>
    public Money SetAside { get; init; }

    /// <summary>By points: what the points divide.</summary>
    public Money? Distributable { get; init; }

    /// <summary>By budget: of the region's budget, what no institution was allotted; negative where they got more.</summary>
    public Money Unallotted { get; init; }

    /// <summary>What the fund keeps of the budget.</summary>
    public required Money Kept { get; init; }

    /// <summary>What the fund pays beyond the budget.</summary>
    public required Money Added { get; init; }

    /// <summary>By institution code.</summary>
    public required IReadOnlyList<ClearedInstitution> Institutions { get; init; }

    public Money Payable => Sum(one => one.Payable);

    public BigInteger Points => Institutions.Aggregate(BigInteger.Zero, (sum, one) => sum + one.Input.Points);

    /// <summary>By points: yuan a point, for people, to six places half up; shares are divided exactly, not by it.</summary>
    public decimal? PointValue => Distributable is { } amount && Points > 0
        ? (decimal)Rate.HalfUp((BigInteger)amount.Fen * PointParts / FenPerYuan * Rate.One, Points) / Rate.One
        : null;

    public bool IsProved => Payable + Kept - Added == Budget;

    public Money Sum(Func<ClearedInstitution, Money> amount) =>
        Institutions.Aggregate(Money.Zero, (sum, one) => sum + amount(one));
}
