using Ledger.Testing;

namespace Ledger.Api.Tests.Documents;

[Collection(VerbsCollection.Name)]
public sealed class ReadmeTests(PostgresFixture postgres)
{
    [Fact]
    public async Task The_run_on_the_first_screen_is_what_the_demo_prints()
    {
        var readme = await File.ReadAllTextAsync(Repository.Path("README.md"), TestContext.Current.CancellationToken);

        var run = await VerbRun.With(
            new Dictionary<string, string?> { ["LEDGER_DB"] = postgres.ConnectionString }, "demo", "--no-serve");

        run.ExitCode.ShouldBe(0, run.Errors);
        readme.ShouldContain($"```\n$ ./ledger demo --no-serve\n{run.Output.TrimEnd()}\n```");
    }

    [Fact]
    public async Task Every_verb_of_the_program_stands_in_its_table()
    {
        var readme = await File.ReadAllTextAsync(Repository.Path("README.md"), TestContext.Current.CancellationToken);

        foreach (var verb in Ledger.Api.CommandLine.Verbs.All()) readme.ShouldContain($"`{verb.Name}");
    }
}
