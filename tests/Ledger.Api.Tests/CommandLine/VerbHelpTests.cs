using Ledger.Api.CommandLine;

namespace Ledger.Api.Tests.CommandLine;

/// <summary>Every verb explains itself, without a database.</summary>
[Collection(VerbsCollection.Name)]
public sealed class VerbHelpTests
{
    public static TheoryData<string> AllVerbs => [.. Verbs.All().Select(verb => verb.Name)];

    [Theory]
    [MemberData(nameof(AllVerbs))]
    public async Task Help_ends_with_an_example_of_the_verb(string verb)
    {
        var run = await VerbRun.Of(verb, "--help");
        run.ExitCode.ShouldBe(0);
        run.Errors.ShouldBeEmpty();
        run.Output.ShouldContain("Example");
        run.Output.TrimEnd().Split('\n')[^1].ShouldStartWith($"  ./ledger {verb}");
    }

    [Fact]
    public async Task Without_a_verb_all_of_them_are_listed()
    {
        var run = await VerbRun.Of();
        run.ExitCode.ShouldBe(0);
        run.Errors.ShouldBeEmpty();
        foreach (var verb in Verbs.All()) run.Output.ShouldContain($"\n  {verb.Name} ");
        (await VerbRun.Of("--help")).Output.ShouldBe(run.Output);
    }

    [Theory]
    [InlineData("pools")]
    [InlineData("balance")]
    [InlineData("capacity")]
    [InlineData("statement")]
    [InlineData("events")]
    [InlineData("import")]
    [InlineData("migrate")]
    [InlineData("doctor")]
    [InlineData("close")]
    [InlineData("reopen")]
    public void A_verb_that_answers_can_do_it_in_json(string verb) =>
        Verbs.All().Single(one => one.Name == verb).Options.Select(option => option.Name)
            .ShouldContain("--json");
}
