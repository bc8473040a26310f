using Ledger.Domain.Clearing;

namespace Ledger.Domain.Tests.Clearing;

/// <summary>Policies and years in one line. Amounts are fen, points whole points; institutions are 1 to 9999.</summary>
internal static class Clearings
{
    internal const int Year = 2025;

    internal static ClearingPolicy ByPoints { get; } = ClearingPolicyFile.Parse(Repository.Text("data/clearing/drg-points.json"));

    internal static ClearingPolicy ByBudget { get; } = ClearingPolicyFile.Parse(Repository.Text("data/clearing/budget-bands.json"));

    internal static InstitutionCode Code(int number) => InstitutionCode.Of($"H33082{number:000000}");

    internal static ClearingInstitution Institution(int number, long? budget = null, decimal points = 0, long charged = 0,
        long special = 0, long cleared = 0, long? score = null, params long[] deposits) =>
        new(Code(number), budget is { } fen ? new Money(fen) : null, (long)(points * 10_000), new(charged), new(special),
            new(cleared), score, [.. deposits.Select((left, place) => new HeldDeposit(DocumentId.Of($"D-{place}"), new(left)))]);

    internal static ClearingResult Clear(ClearingPolicy policy, long? regionBudget, params ClearingInstitution[] institutions)
    {
        var input = new ClearingInput(Year, regionBudget is { } fen ? new Money(fen) : null, institutions);
        YearEndClearing.Obstacle(policy, input).ShouldBeNull();
        return YearEndClearing.Clear(policy, input);
    }

    internal static string Obstacle(ClearingPolicy policy, long? regionBudget, params ClearingInstitution[] institutions) =>
        YearEndClearing.Obstacle(policy, new(Year, regionBudget is { } fen ? new Money(fen) : null, institutions))!.English;

    internal static IEnumerable<string> Shares(this ClearingResult result) =>
        result.Institutions.Select(one => one.Share.ToString());

    internal static string Figure(this Money amount) => amount.ToString();
}
