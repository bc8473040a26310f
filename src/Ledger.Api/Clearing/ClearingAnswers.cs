using System.Globalization;
using System.Numerics;
using Ledger.Domain;
using Ledger.Domain.Clearing;
using Ledger.Domain.Institutions;
using NodaTime;

namespace Ledger.Api.Clearing;

/// <summary>A clearing in the words of its JSON.</summary>
internal static class ClearingAnswers
{
    internal static ClearingAnswer Of(PoolCode pool, ClearingResult result, LocalDate date, string outcome, long position)
    {
        var policy = result.Policy;
        return new(pool.Text, result.Year, policy.Id, policy.Source,
            IsByPoints(result) ? "points" : "budget", policy.Fund.Text, policy.PaymentMethod, policy.Category, policy.Round,
            policy.Charged == ChargedBy.Paid ? "paid" : "settled", policy.Rounding,
            policy.SpecialCases == SpecialCases.Inside ? "inside" : "outside", date.Iso(), outcome, position,
            ClearingEntries.VoucherOf(policy, result.Year), Totals(result), ClearingFormulas.Of(policy),
            [.. result.Institutions.Select(one => Of(result, one))]);
    }

    private static ClearingTotals Totals(ClearingResult result) => new(
        result.Budget.ToString(),
        IsByPoints(result) ? result.SetAside.ToString() : null,
        result.Distributable?.ToString(),
        IsByPoints(result) ? Points(result.Points) : null,
        result.PointValue?.ToString("0.000000", CultureInfo.InvariantCulture),
        IsByPoints(result) ? null : result.Unallotted.ToString(),
        result.Payable.ToString(), result.Kept.ToString(), result.Added.ToString(),
        result.Sum(one => one.Due > Money.Zero ? one.Due : Money.Zero).ToString(),
        result.Sum(one => one.Due < Money.Zero ? -one.Due : Money.Zero).ToString());

    private static ClearedInstitutionAnswer Of(ClearingResult result, ClearedInstitution one) => new(
        one.Institution.Text,
        IsByPoints(result) ? Points(one.Input.Points) : null,
        one.Budget?.ToString(),
        one.Input.Charged.ToString(),
        IsByPoints(result) ? null : one.Retained.ToString(),
        IsByPoints(result) ? null : one.Borne.ToString(),
        IsByPoints(result) ? null : one.Refused.ToString(),
        one.Share.ToString(), one.Input.Special.ToString(), one.Payable.ToString(), one.Input.Cleared.ToString(),
        one.Due.ToString(),
        one.Due == Money.Zero ? null : ClearingEntries.DocumentOf(result.Policy, result.Year, one.Institution).Text,
        one.Input.DepositHeld.ToString(), one.Input.Score, one.Release?.ToString(), one.Forfeit?.ToString(),
        [.. one.Input.Deposits.Select(deposit => new HeldDepositAnswer(deposit.Document.Text, deposit.Left.ToString()))]);

    private static bool IsByPoints(ClearingResult result) => result.Policy.Method == ClearingMethod.Points;

    private static string Points(BigInteger parts) =>
        ((decimal)parts / InstitutionEffects.PartsOfPoint).ToString("0.####", CultureInfo.InvariantCulture);
}
