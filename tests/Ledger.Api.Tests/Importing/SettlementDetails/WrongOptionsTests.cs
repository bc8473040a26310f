using Ledger.Testing;
using static Ledger.Api.Tests.Importing.SettlementDetails.Details;

namespace Ledger.Api.Tests.Importing.SettlementDetails;

/// <summary>What a settlement detail does not say is asked for, and an events file is not told twice.</summary>
[Collection(VerbsCollection.Name)]
public sealed class WrongOptionsTests(PostgresFixture postgres)
{
    private static readonly string[] _all =
        ["--format", "3202", "--institution", Hospital, "--fund", "resident", "--from", "2027-03-01", "--to", "2027-03-31"];

    [Fact]
    public Task All_that_is_missing_is_named() => ShouldRefuse(["--format", "3202", "--fund", "resident"],
        "--format 3202 needs --institution, --from, --to: the file does not say it");

    [Theory]
    [InlineData("--institution", Hospital)]
    [InlineData("--fund", "resident")]
    [InlineData("--personal-fund", "employee-personal")]
    [InlineData("--from", "2027-03-01")]
    [InlineData("--to", "2027-03-01")]
    [InlineData("--category", "other")]
    public Task Without_the_format_they_are_refused(string option, string value) => ShouldRefuse([option, value],
        $"{option} is for --format 3202 only; an events file says it in its rows");

    [Fact]
    public Task The_days_follow_each_other() => ShouldRefuse([.. _all[..^1], "2027-02-28"],
        "to 2027-02-28 is before from 2027-03-01");

    [Theory]
    [InlineData("--category", "dinner", "category 'dinner' is not one of ")]
    [InlineData("--personal-fund", "employee", "the personal fund employee is not a fund of personal accounts")]
    [InlineData("--personal-fund", "nothing", "fund 'nothing' is not in the fund catalogue")]
    [InlineData("--encoding", "gb18030", "--encoding is for events files; a settlement detail 3202 is UTF-8")]
    public Task What_does_not_fit_is_named(string option, string value, string beginning) =>
        ShouldRefuse([.. _all, option, value], beginning);

    [Fact]
    public async Task A_missing_file_makes_no_key()
    {
        using var pool = new TestPool(postgres);
        pool.Home = pool.Path("home");
        var run = await pool.Run("import", [pool.Path("none.txt"), "--pool", pool.Code, .. _all]);
        run.Errors.ShouldBe("ledger: none.txt: no such file\n");
        run.ExitCode.ShouldBe(2);
        Directory.Exists(pool.Home).ShouldBeFalse();
    }

    private async Task ShouldRefuse(string[] options, string beginning)
    {
        using var pool = new TestPool(postgres);
        pool.Home = pool.Path("home");
        var file = pool.Write("detail.txt", Text(Line("S-1", "P1", "2.00", "1.00")));
        var run = await pool.Run("import", [file, "--pool", pool.Code, .. options]);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith($"ledger: {beginning}");
        run.Output.ShouldBeEmpty();
        run.ExitCode.ShouldBe(2);
        Directory.Exists(pool.Home).ShouldBeFalse();
    }
}
