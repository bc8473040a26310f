using Ledger.Api.CommandLine;
using Ledger.Testing;

namespace Ledger.Api.Tests.CommandLine;

/// <summary>
/// Wrong usage is one line on standard error that says where help is, exit code 2, and nothing else.
/// </summary>
[Collection(VerbsCollection.Name)]
public sealed class WrongOptionTests(PostgresFixture postgres)
{
    // ./ledger test takes any word as the name of a project; those that take files ask for what they need first.
    public static TheoryData<string> AllVerbs =>
        [.. Verbs.All().Select(verb => verb.Name).Where(name => name is not ("import" or "assert" or "cosign" or "test"))];

    [Theory]
    [MemberData(nameof(AllVerbs))]
    public async Task An_option_that_there_is_not_is_named(string verb)
    {
        var run = await ShouldRefuse([verb, "--colour"]);
        run.Errors.ShouldContain("--colour");
        run.Errors.ShouldEndWith($"(see ./ledger {verb} --help)\n");
    }

    [Theory]
    [InlineData("import", "--pool", "330825")]
    [InlineData("assert", "--pool", "330825")]
    [InlineData("cosign", "--public-key", "ledger.pub")]
    public async Task So_it_is_where_files_are_named(string verb, string option, string value) =>
        (await ShouldRefuse([verb, "--colour", option, value])).Errors.ShouldContain("--colour");

    [Fact]
    public async Task A_verb_that_there_is_not_is_named() =>
        (await ShouldRefuse(["blance"])).Errors
            .ShouldBe("ledger: there is no verb blance (see ./ledger --help)\n");

    [Fact]
    public async Task A_word_too_many_is_named() =>
        (await ShouldRefuse(["pools", "extra"])).Errors.ShouldContain("'extra'");

    [Theory]
    [InlineData("balance")]
    [InlineData("capacity")]
    [InlineData("events")]
    [InlineData("import", "rows.csv")]
    [InlineData("statement", "--from", "2027-01", "--to", "2027-02")]
    public async Task A_verb_of_one_pool_asks_for_it(string verb, params string[] others) =>
        (await ShouldRefuse([verb, .. others])).Errors.ShouldBe(
            $"ledger: Option '--pool' is required. (see ./ledger {verb} --help)\n");

    [Theory]
    [InlineData("balance", "--pool", "330825", "--as-of", "x\ny")]
    [InlineData("balance", "--pool", "33\u001b[31m\u200E")]
    [InlineData("statement", "--pool", "330825", "--from", "2027-01", "--to", "2027-02", "--format", "x")]
    [InlineData("events", "--pool", "330825", "--from", "99999999999999999999")]
    public async Task What_was_typed_never_makes_more_than_one_plain_line(params string[] arguments) =>
        (await ShouldRefuse(arguments)).Errors.ShouldNotContain(c => c == '\u001b' || c == '\u200E');

    [Fact]
    public async Task Migrate_says_what_the_schema_is()
    {
        using var pool = await TestPool.Opened(postgres);
        (await pool.Run("migrate")).Output.ShouldStartWith("the schema is current (version ");
        var json = (await pool.Run("migrate", "--json")).Json;
        json.GetProperty("version").GetInt32().ShouldBe(LedgerContext.Schema.Max(step => step.Version));
        json.GetProperty("applied").GetArrayLength().ShouldBe(0);
    }

    private static async Task<VerbRun> ShouldRefuse(string[] arguments)
    {
        var run = await VerbRun.Of(arguments);
        run.ErrorLines.Count.ShouldBe(1, run.Errors);
        run.Errors.ShouldStartWith("ledger: ");
        run.Output.ShouldBeEmpty();
        run.ExitCode.ShouldBe(2);
        return run;
    }
}
