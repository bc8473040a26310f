using Ledger.Api.Tests.Importing.SettlementDetails;
using Ledger.Testing;
using static Ledger.Api.Tests.Importing.SettlementDetails.Details;

namespace Ledger.Api.Tests.Privacy;

/// <summary>A person whose number was read can be found by who has the key, until the way is erased; the log stays as it is.</summary>
[Collection(VerbsCollection.Name)]
public sealed class ErasePersonTests(PostgresFixture postgres)
{
    private const string Number = "33082500000000987654321";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_way_is_erased_and_not_kept_again_and_every_proof_holds()
    {
        using var pool = await Recorded();
        var person = await Person(pool);
        var file = await Proofs.SigningPool.Checkpoint(pool.Pool);
        var proof = pool.Pool.Path("proof.json");
        (await pool.Pool.Run("prove", "--pool", pool.Pool.Code, "--position", "6", "--out", proof)).ExitCode.ShouldBe(0);
        (await Reveal(pool, person)).Output.ShouldBe(Number + "\n");

        var erased = (await pool.Pool.Run("erase-person", "--pool", pool.Pool.Code, "--person", person, "--reason", "request of 2027-05-01", "--json")).Json;

        erased.GetProperty("position").GetInt64().ShouldBe(8);
        var entry = (await pool.Pool.Events("--from", "8")).ShouldHaveSingleItem();
        (entry.GetProperty("type").GetString(), entry.GetProperty("data").GetProperty("Person").GetString(),
            entry.GetProperty("data").GetProperty("Reason").GetString()).ShouldBe(("person_erased", person, "request of 2027-05-01"));
        (await Kept(pool)).ShouldBe(1);
        (await Reveal(pool, person)).ErrorLines.ShouldHaveSingleItem().ShouldContain($"the ledger keeps nothing that leads from {person}");
        // What was proved of the person's events is proved still, of the old log and of the new one.
        (await Proofs.SigningPool.Verify(pool.Pool, proof)).ShouldBe((0, 0));
        (await pool.Pool.Run("verify", "--pool", pool.Pool.Code)).ExitCode.ShouldBe(0);
        (await pool.Pool.Run("verify", "--pool", pool.Pool.Code, "--since", file)).ExitCode.ShouldBe(0);
        await Proofs.SigningPool.Checkpoint(pool.Pool);
        (await pool.Pool.Run("prove", "--pool", pool.Pool.Code, "--position", "6", "--out", proof)).ExitCode.ShouldBe(0);
        (await Proofs.SigningPool.Verify(pool.Pool, proof)).ShouldBe((0, 0));
        (await pool.Pool.Run("rebuild", "--check", "--pool", pool.Pool.Code)).ExitCode.ShouldBe(0);

        (await pool.Import(DetailPool.April, Line("S-9", Number, "9.00", "5.00"))).ExitCode.ShouldBe(0);
        (await Kept(pool)).ShouldBe(1);
        var again = await pool.Pool.Run("erase-person", "--pool", pool.Pool.Code, "--person", person, "--reason", "again");
        (again.ExitCode, again.ErrorLines.ShouldHaveSingleItem()).ShouldBe((1, $"ledger: person {person} was erased already"));
    }

    [Fact]
    public async Task The_number_is_sealed_and_a_row_that_is_anothers_or_under_another_key_says_nothing()
    {
        using var pool = await Recorded();
        var person = await Person(pool);
        await Execute(pool, """
            update ledger.person_vault as v set reference = o.reference from ledger.person_vault as o
            where v.pool = o.pool and v.pool = 'POOL' and v.person <> o.person
            """);
        (await Reveal(pool, person)).ErrorLines.ShouldHaveSingleItem().ShouldContain("was sealed with another key");
        (await pool.Pool.Run("accesses", "--pool", pool.Pool.Code)).Output.ShouldContain("person --reveal");
    }

    [Fact]
    public async Task A_token_of_which_the_ledger_keeps_nothing_is_said_to_be_so_and_nothing_is_recorded()
    {
        using var pool = await Recorded();
        var run = await pool.Pool.Run("erase-person", "--pool", pool.Pool.Code, "--person", "P00017", "--reason", "request");
        (run.ExitCode, run.ErrorLines.ShouldHaveSingleItem()).ShouldBe((1,
            "ledger: the ledger keeps nothing that leads from P00017 to a person: who made the token does"));
        (await pool.Pool.Events("--from", "8")).ShouldBeEmpty();
        (await pool.Pool.Run("erase-person", "--pool", pool.Pool.Code, "--person", "P00017")).ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task A_rehearsal_keeps_nobody()
    {
        using var pool = await Recorded();
        (await pool.Import(["--dry-run", .. DetailPool.April], Line("S-9", "another", "9.00", "5.00"))).ExitCode.ShouldBe(0);
        (await Kept(pool)).ShouldBe(2);
    }

    // Positions 6 and 7: two persons.
    private async Task<DetailPool> Recorded()
    {
        var pool = await DetailPool.Opened(postgres);
        await Proofs.SigningPool.Keys(pool.Pool);
        await Execute(pool, "delete from ledger.person_vault where pool = 'POOL'");
        (await pool.Import([], Line("S-1", Number, "9.00", "5.00"), Line("S-2", "P2", "9.00", "5.00"))).ExitCode.ShouldBe(0);
        (await Kept(pool)).ShouldBe(2);
        return pool;
    }

    private static async Task<string> Person(DetailPool pool) =>
        (await pool.Pool.Events("--from", "6"))[0].GetProperty("data").GetProperty("Person").GetString()!;

    private static Task<VerbRun> Reveal(DetailPool pool, string person) =>
        pool.Pool.Run("person", "--pool", pool.Pool.Code, "--person", person, "--reveal");

    private async Task<long> Kept(DetailPool pool)
    {
        await using var command = postgres.DataSource.CreateCommand($"select count(*) from ledger.person_vault where pool = '{pool.Pool.Code}'");
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    private async Task Execute(DetailPool pool, string sql)
    {
        await using var command = postgres.DataSource.CreateCommand(sql.Replace("POOL", pool.Pool.Code, StringComparison.Ordinal));
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
