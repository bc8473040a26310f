using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using static Ledger.Domain.Tests.Deciding.Entries;
using static Ledger.Domain.Tests.Deciding.Scenario;

namespace Ledger.Domain.Tests.Deciding;

/// <summary>What takes back or uses up an entry is of its day or later.</summary>
public sealed class OriginalDateTests
{
    private static readonly Dictionary<string, FundEvent> _answers = new()
    {
        ["reversal"] = Reversed("X-1", "S-1"),
        ["benefit that came back"] = CameBack("B-1", "S-1", 1_000_00),
        ["refund of a premium"] = Refund("R-1", "P-1", 1),
        ["return of a subsidy"] = SubsidyBack("R-1", "G-1", 1),
        ["withdrawal"] = Withdrawn("D-1", "Y-1", 1),
        ["offset against a settlement"] = Offset("F-1", "Y-1", 1),
        ["offset against a payment"] = Offset("F-1", "S-1", 1),
        ["clawback set off"] = (Recovered("R-1", "C-1", 1) with { Category = "offset" }).Naming("Y-1"),
        ["release of a deposit"] = Released("R-1", "W-1", 1),
        ["forfeit of a deposit"] = Forfeited("R-1", "W-1", 1),
    };

    public static TheoryData<string> Answers => [.. _answers.Keys];

    [Theory]
    [MemberData(nameof(Answers))]
    public void On_the_day_of_the_original_it_is_accepted(string answer) =>
        Books().When(_answers[answer].On("2025-03-10")).ThenAccepted();

    [Theory]
    [MemberData(nameof(Answers))]
    public void The_day_before_it_is_refused_and_told_the_date_of_the_original(string answer)
    {
        var refused = Books().When(_answers[answer].On("2025-03-09"));

        refused.ThenRefused(Refusal.DateBeforeOriginal);
        refused.Decision.Refused[0].Column.ShouldBe(EntryColumns.Date);
        refused.Decision.Refused[0].Explanation.English.ShouldContain("2025-03-10");
        refused.Decision.Refused[0].Explanation.Chinese.ShouldContain("2025-03-10");
    }

    private static Scenario Books() => Given(
        Opened(), Opening(9_000_00), Prepaid("A-1", 100_00), Premium("P-1", 100_00), Subsidy("G-1", 100_00),
        Settled("Y-1", 1_000_00), Paid("S-1", 1_000_00), Paid("S-2", 1_000_00), Withheld("W-1", "S-2", 50_00),
        Ordered("O-1", "C-1", 900_00, bookedIn: 2024));
}
