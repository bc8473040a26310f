using System.Diagnostics;
using Ledger.Domain;
using Ledger.Domain.Deciding;
using Ledger.Domain.Funds;
using Ledger.Domain.PaymentCapacity;
using Ledger.Domain.Statements;
using NodaTime;

namespace Ledger.Projections.Reading;

/// <summary>
/// A fund's months of payment capacity under a policy, with its inputs. Where there is no answer, months is null and
/// the reason is one of <see cref="CapacityReasons"/>; it is never infinity and never zero for want of data.
/// </summary>
/// <param name="Numerator">The balance divided, or null where it is not known.</param>
/// <param name="Denominator">The window's expenditure, or null where there is no window.</param>
/// <param name="WindowMonths">Months of the window; 0 where no month is complete.</param>
public sealed record PaymentCapacity(FundCode Fund, string Policy, Money? Numerator, Money? Denominator,
    int WindowMonths, decimal? Months, string? Band, string? Reason);

/// <summary>Why there is no months figure (contract).</summary>
public static class CapacityReasons
{
    public const string NoExpenditure = "no-expenditure";
    public const string NoCompleteMonth = "no-complete-month";
    public const string HistoryShorterThanWindow = "history-shorter-than-window";
    public const string PooledAtUpperLevel = "pooled-at-upper-level";
    public const string OpeningUnknown = "opening-unknown";
}

/// <summary>Answers "how many months can this fund still pay, and why?".</summary>
public sealed class PaymentCapacities(CapacityPolicies policies, FundCatalogue catalogue)
{
    /// <param name="snapshot">The pool.</param>
    /// <param name="funds">Funds whose books are open.</param>
    /// <param name="asOf">The cash date.</param>
    /// <param name="policyId">A policy for all of them, or null for each fund's default.</param>
    /// <param name="pooledAt">The upper level that holds this pool's money, if any.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public async Task<IReadOnlyList<PaymentCapacity>> At(PoolSnapshot snapshot, IReadOnlyList<FundCode> funds,
        LocalDate asOf, string? policyId, string? pooledAt, CancellationToken cancellationToken)
    {
        var results = new List<PaymentCapacity>(funds.Count);
        foreach (var fund in funds)
            results.Add(await Of(snapshot, fund, PolicyOf(snapshot.Pool, fund, policyId), asOf, pooledAt, cancellationToken));
        return results;
    }

    /// <summary>The dates whose sums the figures of some funds are made of.</summary>
    public IReadOnlyList<(LocalDate? From, LocalDate To)> Spans(
        PoolCode pool, IReadOnlyList<FundCode> funds, LocalDate asOf, string? policyId) =>
        [.. funds.SelectMany(fund => Spans(PolicyOf(pool, fund, policyId), asOf)).ToHashSet()];

    /// <summary>Whether the figures are made of sums of lines alone, whatever the fund.</summary>
    public bool AreOfLines(string? policyId) =>
        !(policyId is null ? policies.All : [policies.Find(policyId)!]).Any(policy => policy.LessPremiumsAhead);

    /// <summary>The policy that is named, or the fund's default.</summary>
    public CapacityPolicy PolicyOf(PoolCode pool, FundCode fund, string? policyId) =>
        policyId is null ? policies.DefaultFor(pool.Text, fund.Text) : policies.Find(policyId)!;

    private static IReadOnlyList<(LocalDate? From, LocalDate To)> Spans(CapacityPolicy policy, LocalDate asOf) =>
        policy.WindowAt(asOf) is { } window
            ? [(null, policy.NumeratorDate(asOf)), (window.From, window.To)]
            : [(null, policy.NumeratorDate(asOf))];

    private async Task<PaymentCapacity> Of(PoolSnapshot snapshot, FundCode fund, CapacityPolicy policy,
        LocalDate asOf, string? pooledAt, CancellationToken cancellationToken)
    {
        var book = snapshot.Funds[fund];
        var window = policy.WindowAt(asOf);
        var sums = await snapshot.Sums(Spans(policy, asOf), cancellationToken);
        var numerator = Balance(sums[0], fund, policy);
        if (policy.LessPremiumsAhead)
            numerator -= await snapshot.PremiumsAhead(fund, policy.NumeratorDate(asOf), cancellationToken);
        var denominator = window is null ? (Money?)null : Expenditure(sums[1], fund, policy.Scope);
        var known = !book.FlowsOnly && IsOneBook(fund, policy);
        var answer = new PaymentCapacity(fund, policy.Id, known ? numerator : null, denominator,
            window?.Months ?? 0, null, null, null);
        return Obstacle(book, known, window, denominator, pooledAt) is { } reason
            ? answer with { Reason = reason }
            : WithMonths(answer, snapshot.Pool);
    }

    private PaymentCapacity WithMonths(PaymentCapacity answer, PoolCode pool)
    {
        var months = Months.Of(answer.Numerator!.Value, answer.Denominator!.Value, answer.WindowMonths);
        return answer with { Months = months, Band = policies.BandFor(pool.Text, answer.Fund.Text, months) };
    }

    // A pooled policy cannot divide a book in which personal accounts are mixed in: its pooled part is not known.
    private bool IsOneBook(FundCode fund, CapacityPolicy policy) =>
        !policy.PooledOnly || catalogue.Find(fund) is { HasPersonalAccounts: false, Part: not FundPart.Personal };

    private static string? Obstacle(FundBook book, bool numeratorKnown, MonthWindow? window,
        Money? denominator, string? pooledAt) => window switch
    {
        _ when pooledAt is not null => CapacityReasons.PooledAtUpperLevel,
        _ when !numeratorKnown => CapacityReasons.OpeningUnknown,
        null => CapacityReasons.NoCompleteMonth,
        // Books opened during the window's first month cover it; later ones would make the mean too small.
        { } span when book.OpenedOn.ToYearMonth() > span.First => CapacityReasons.HistoryShorterThanWindow,
        _ when denominator!.Value <= Money.Zero => CapacityReasons.NoExpenditure,
        _ => null,
    };

    /// <summary>The balance that a policy divides, without what it takes off for premiums ahead.</summary>
    /// <param name="sums">Of all dates up to the policy's.</param>
    /// <param name="fund">The fund.</param>
    /// <param name="policy">The policy.</param>
    internal static Money Balance(LineSums sums, FundCode fund, CapacityPolicy policy) => policy.LessPrepayments
        ? sums.Net(fund) - sums.Value(fund, StatementLines.PrepaymentAsset)
        : sums.Net(fund);

    /// <summary>The expenditure that a policy divides by.</summary>
    internal static Money Expenditure(LineSums sums, FundCode fund, CapacityScope scope) => scope switch
    {
        CapacityScope.Total => sums.Side(fund, StatementSide.Expenditure),
        CapacityScope.Benefits => sums.Value(fund, StatementLines.Benefits),
        CapacityScope.ExcludingLevels => sums.Side(fund, StatementSide.Expenditure)
            - sums.Value(fund, StatementLines.ToLower) - sums.Value(fund, StatementLines.ToUpper),
        _ => throw new UnreachableException($"No expenditure for {scope}."),
    };
}
