using Ledger.Api.Proofs;
using Ledger.Domain;
using Ledger.EventStore.Proofs;
using Ledger.Testing;

namespace Ledger.Api.Tests.Proofs;

/// <summary>The proof of an event as a page shows it: what it is of, and what checking it came to.</summary>
[Collection(VerbsCollection.Name)]
public sealed class CheckedInclusionTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_signed_with_the_event_in_it_is_what_it_is_held_to()
    {
        using var pool = await SigningPool.Open(postgres);
        await SigningPool.Checkpoint(pool);
        (await pool.Import("kind,document,fund,amount,date\ninterest_credited,I-1,resident,1.00,2027-01-02\n")).ExitCode.ShouldBe(0);

        var covered = await Check(pool, 3, 5);
        (covered.IsSigned, covered.Proof.Size, covered.SignedSize).ShouldBe((true, 4, 4));
        covered.Findings.ShouldBeEmpty();
        var later = await Check(pool, 5, 5);
        (later.IsSigned, later.Proof.Size, later.SignedSize).ShouldBe((false, 5, 4));
        later.Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_nobody_has_signed_it_is_of_the_log_of_now()
    {
        using var pool = await SigningPool.Open(postgres);
        var proof = await Check(pool, 2, 4);
        (proof.IsSigned, proof.Proof.Size, proof.SignedSize).ShouldBe((false, 4, null));
        proof.Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_event_that_was_changed_is_found()
    {
        using var pool = await SigningPool.Open(postgres);
        await using (var command = postgres.DataSource.CreateCommand(Tampering.With(
            $"update ledger.mt_events_{pool.Code} set data = jsonb_set(data, '{{Amount}}', '7') where seq_id = 3")))
        {
            await command.ExecuteNonQueryAsync(Cancellation);
        }
        (await Check(pool, 3, 4)).Findings.ShouldNotBeEmpty();
        (await Check(pool, 2, 4)).Findings.ShouldBeEmpty();
    }

    private async Task<CheckedInclusion> Check(TestPool pool, long position, long head)
    {
        await using var ledger = await LedgerContext.Open(new(postgres.ConnectionString, false, "a test's"), Cancellation);
        var keys = (await File.ReadAllLinesAsync(Path.Combine(pool.Settings["LEDGER_KEYS"]!, "ledger.test.pub"), Cancellation)).Select(NoteVerifier.Parse);
        return await CheckedInclusion.Of(ledger, PoolCode.Of(pool.Code), position, head,
            new(pool.Settings["LEDGER_CHECKPOINTS"]!), [.. keys], Cancellation);
    }
}
