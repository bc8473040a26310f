using Ledger.Api.Tests.Institutions;
using Ledger.Testing;

namespace Ledger.Api.Tests.Figures;

/// <summary>Figures that lack an event are refused with one line that names it; what does not need it is answered.</summary>
[Collection(VerbsCollection.Name)]
public sealed class IncompleteFiguresTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_verb_whose_figures_lack_an_event_refuses_and_says_which_until_it_is_taken()
    {
        using var pool = await TwoHospitals.In(postgres);
        // P-1 pays a settlement; a newer program might write another kind.
        await Execute(Tampering.With($"update ledger.mt_events set type = 'newer' where tenant_id = '{pool.Code}' and seq_id = 18"));
        string[][] verbs =
        [
            ["budget", "--year", "2027"], ["institution", "--institution", TwoHospitals.First, "--year", "2027"],
            ["ages", "--kind", "prepayment"], ["person", "--person", "P-1"], ["caps", "--year", "2027"],
            ["duplicates", "--year", "2027"], ["close", "--period", "2027-01"],
        ];
        foreach (var verb in verbs)
        {
            var run = await pool.Run(verb[0], ["--pool", pool.Code, .. verb[1..]]);
            run.ExitCode.ShouldBe(1, verb[0] + run.Errors);
            run.Output.ShouldBeEmpty();
            run.ErrorLines.ShouldHaveSingleItem().ShouldContain($"in pool {pool.Code} lack event 18, which could not be taken");
        }
        (await pool.Run("balance", "--pool", pool.Code)).ExitCode.ShouldBe(0);
        (await Number($"select position from ledger.pool_head where pool = '{pool.Code}'")).ShouldBe(24);

        var doctor = await pool.Run("doctor", "--json");
        doctor.ExitCode.ShouldBe(1);
        var problems = doctor.Json.GetProperty("problems").EnumerateArray().Select(one => one.GetString()!)
            .Where(line => line.Contains($"event 18 of pool {pool.Code}", StringComparison.Ordinal)).ToList();
        // One a model that follows the log.
        problems.Count.ShouldBe(6);
        problems.ShouldAllBe(line => line.Contains("'newer'"));
        var report = doctor.Json.GetProperty("following").EnumerateArray()
            .Single(one => one.GetProperty("pool").GetString() == pool.Code);
        (report.GetProperty("position").GetInt64(), report.GetProperty("followed").GetInt64(),
            report.GetProperty("eventsBehind").GetInt64(), report.GetProperty("parked").GetInt64()).ShouldBe((24, 24, 0, 1));

        await Execute(Tampering.With($"update ledger.mt_events set type = 'reimbursement_paid' where tenant_id = '{pool.Code}' and seq_id = 18"));
        (await pool.Read("budget", "--year", "2027")).GetProperty("institutions")[0].GetProperty("paid").GetString()
            .ShouldBe("1700.00");
        (await pool.Run("doctor")).Output.ShouldNotContain(pool.Code);
    }

    [Fact]
    public async Task Figures_of_institutions_are_given_though_those_of_persons_lack_an_event()
    {
        using var people = new TestPool(postgres);
        (await people.Import("""
            kind,document,fund,amount,date,person,category,institution
            fund_opened,O-1,resident,,2027-01-01,,,
            opening_balance_recorded,O-2,resident,1000.00,2027-01-01,,,
            reimbursement_paid,V-1,resident,2.00,2027-02-10,P-1,outpatient,H33082500001
            reimbursement_paid,V-2,resident,3.00,2027-02-11,P-1,outpatient,H33082500001
            """)).ExitCode.ShouldBe(0);
        await Execute($"alter table ledger.person_day add constraint refused check (pool <> '{people.Code}' or day <> '2027-02-10')");

        (await people.Read("budget", "--year", "2027")).GetProperty("institutions")[0].GetProperty("paid").GetString()
            .ShouldBe("5.00");
        var refused = await people.Run("person", "--pool", people.Code, "--person", "P-1");
        await Execute("alter table ledger.person_day drop constraint refused");

        refused.ExitCode.ShouldBe(1);
        refused.ErrorLines.ShouldHaveSingleItem().ShouldStartWith(
            $"ledger: the figures of persons in pool {people.Code} lack event 3, which could not be taken (23514: ");
        (await people.Read("person", "--person", "P-1")).GetProperty("accumulators")[0].GetProperty("amount").GetString()
            .ShouldBe("5.00");
    }

    private async Task<long> Number(string sql)
    {
        await using var command = postgres.DataSource.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    private async Task Execute(string sql)
    {
        await using var command = postgres.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
