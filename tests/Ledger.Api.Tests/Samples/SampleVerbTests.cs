using Ledger.Api.Samples;
using Ledger.Domain;
using Ledger.Testing;

namespace Ledger.Api.Tests.Samples;

[Collection(VerbsCollection.Name)]
public sealed class SampleVerbTests(PostgresFixture postgres)
{
    public static TheoryData<string> Samples => [.. SampleSteps.Names];

    [Fact]
    public void Every_sample_with_events_has_its_steps() => SampleSteps.Names
        .ShouldBe(["longyou-2025q1", "reconciliation", "year-in-the-life", "zhoushan-2021"]);

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_file_that_a_step_names_is_there(string sample)
    {
        var files = SampleSteps.Read(sample).Steps
            .SelectMany(step => SampleSteps.Arguments(step.Run, sample, PoolCode.Of("330825")))
            .Where(Path.IsPathRooted).ToList();

        files.ShouldNotBeEmpty();
        foreach (var file in files) File.Exists(file).ShouldBeTrue(file);
    }

    [Fact]
    public async Task It_prints_each_step_and_what_came_of_it()
    {
        using var pool = new TestPool(postgres);

        var run = await pool.Run("sample", "zhoushan-2021", "--pool", pool.Code);

        run.ExitCode.ShouldBe(0, run.Errors);
        run.Output.ShouldBe($"""
            import samples/zhoushan-2021/events.csv --pool {pool.Code}
            pool {pool.Code}: 24 recorded, 0 recorded before, 0 bad; position 24

            """);
    }

    [Fact]
    public async Task It_may_be_run_again()
    {
        using var pool = new TestPool(postgres);
        await pool.Run("sample", "zhoushan-2021", "--pool", pool.Code);
        var tables = await pool.Tables();

        var again = await pool.Run("sample", "zhoushan-2021", "--pool", pool.Code);

        again.ExitCode.ShouldBe(0, again.Errors);
        again.Output.ShouldContain(": 0 recorded, 24 recorded before, 0 bad; position 24");
        (await pool.Tables()).ShouldBe(tables);
    }

    [Fact]
    public async Task A_step_that_fails_ends_it_with_its_exit_code()
    {
        using var pool = new TestPool(postgres);
        await pool.Import("""
            kind,document,fund,amount,date,category
            fund_opened,ZS-2021-0001,medical-aid,,2021-01-01,flows-only
            """);

        var run = await pool.Run("sample", "zhoushan-2021", "--pool", pool.Code);

        run.ExitCode.ShouldBe(1);
        run.Errors.ShouldContain("events.csv:2: ");
    }

    [Theory]
    [InlineData("doctor --help", "pools --help\nDescription:")]
    [InlineData("tieout {sample}/no-such-file.csv", "pools --help (passed over: done before)\n")]
    public async Task A_step_is_passed_over_where_its_rehearsal_does_not_end_well(
        string rehearsal, string said)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var verb = SampleVerb.Create().Parse(["zhoushan-2021"]);
        verb.InvocationConfiguration.Output = output;

        var exitCode = await SampleVerb.Run(verb, "zhoushan-2021", PoolCode.Of("330900"), new("pools --help", rehearsal),
            TestContext.Current.CancellationToken);

        exitCode.ShouldBe(0);
        output.ToString().ShouldStartWith(said);
    }

    [Fact]
    public async Task A_sample_that_there_is_not_is_refused_with_those_that_there_are()
    {
        var run = await VerbRun.Of("sample", "zhoushan");

        run.ExitCode.ShouldBe(2);
        run.Errors.ShouldBe("ledger: there is no sample 'zhoushan'; there are: longyou-2025q1, reconciliation, year-in-the-life, zhoushan-2021\n");
    }
}
