using Ledger.Domain.Deciding;

namespace Ledger.Domain.Tests.Deciding;

/// <summary>Every refusal has its boundary, tested on both sides, and a sentence in either language.</summary>
public sealed class RefusalBoundaryTests
{
    public static TheoryData<Refusal> Refusals => [.. RefusalBoundaries.All.Keys];

    [Fact]
    public void Every_refusal_has_a_boundary() =>
        RefusalBoundaries.All.Keys.ShouldBe(Enum.GetValues<Refusal>(), ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Up_to_the_boundary_it_is_accepted(Refusal refusal) =>
        Books(refusal).When(RefusalBoundaries.All[refusal].Accepted).ThenAccepted();

    [Theory]
    [MemberData(nameof(Refusals))]
    public void One_step_beyond_it_is_refused(Refusal refusal) =>
        Refuse(refusal).ThenRefused(refusal, RefusalBoundaries.All[refusal].Row);

    /// <summary>A person reads them: what an officer is told, in the order of the refusals.</summary>
    [Fact]
    public void The_sentences_are_as_approved() =>
        string.Concat(Enum.GetValues<Refusal>().Select(Sentences)).ShouldMatchApproved(approval => approval
            .NoDiff()
            .WithFilenameGenerator((_, _, type, extension) => $"Refusals.{type}.{extension}")
            .WithFileExtension("txt"));

    private static string Sentences(Refusal refusal)
    {
        var refused = Refuse(refusal).Decision.Refused[0];
        return $"{refusal} ({refused.Column})\n  {refused.Explanation.English}\n  {refused.Explanation.Chinese}\n";
    }

    private static Outcome Refuse(Refusal refusal) => Books(refusal).When(RefusalBoundaries.All[refusal].Refused);

    private static Scenario Books(Refusal refusal) =>
        Scenario.Given(RefusalBoundaries.All[refusal].Rules, RefusalBoundaries.All[refusal].Books);
}
