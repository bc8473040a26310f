using Ledger.Api.Database;
using Ledger.Api.Importing;
using Ledger.Domain;
using Ledger.Testing;

namespace Ledger.Api.Tests.Importing;

/// <summary>
/// <c>--batches</c>: what is committed stands, and the mended file finds it again. Here of two rows.
/// </summary>
[Collection(VerbsCollection.Name)]
public sealed class BatchesTests(PostgresFixture postgres)
{
    private const string Rows = """
        kind,document,fund,amount,date
        interest_credited,D-1,resident,1.00,2027-02-01
        interest_credited,D-2,resident,2.00,2027-02-01
        interest_credited,D-3,resident,3.00,2027-02-01
        other_expenditure_paid,D-4,resident,9000000.00,2027-02-01
        interest_credited,D-5,resident,5.00,2027-02-01
        """;

    [Fact]
    public async Task Batches_before_the_one_refused_stand_and_the_mended_file_finds_them_again()
    {
        using var pool = await TestPool.Opened(postgres);
        var refused = await Import(pool, Rows);
        refused.Errors.ShouldHaveSingleItem().Line.ShouldBe(5);
        (refused.Accepted, refused.Duplicates, refused.Rejected, refused.Position).ShouldBe((2, 0, 1, 6));
        (await pool.Documents(from: 5)).ShouldBe(["D-1", "D-2"]);

        var mended = await Import(pool, Rows.Replace("9000000", "9", StringComparison.Ordinal));
        (mended.Accepted, mended.Duplicates, mended.Rejected, mended.Position).ShouldBe((3, 2, 0, 9));
        (await pool.Documents(from: 5)).ShouldBe(["D-1", "D-2", "D-3", "D-4", "D-5"]);
    }

    [Fact]
    public async Task A_malformed_row_keeps_every_batch_out()
    {
        using var pool = await TestPool.Opened(postgres);
        var before = await pool.Tables();
        var refused = await Import(pool, Rows + "\ninterest_credited,D-6,resident,0,2027-02-01\n");
        (refused.Accepted, refused.Rejected, refused.Position).ShouldBe((0, 1, 4));
        (await pool.Tables()).ShouldBe(before);
    }

    [Fact]
    public async Task A_settlement_is_never_cut_in_two()
    {
        using var pool = await TestPool.Opened(postgres);
        var refused = await Import(pool, """
            kind,document,fund,amount,date,category
            reimbursement_paid,D-1,resident,1.00,2027-02-01,inpatient
            reimbursement_paid,D-2,resident,1.00,2027-02-01,inpatient
            reimbursement_paid,D-2,employee,9000000.00,2027-02-01,inpatient
            """);
        refused.Rejected.ShouldBe(2);
        refused.Position.ShouldBe(4);
    }

    private async Task<ImportResult> Import(TestPool pool, string text)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var endpoint = new DatabaseEndpoint(postgres.ConnectionString, false, "the tests' database");
        await using var ledger = await LedgerContext.Open(endpoint, cancellation);
        var file = EventsFile.Open(pool.Write("rows.csv", text), encoding: null);
        return await new Importer(ledger, "tests", new NoProgress()).Run(
            [file], PoolCode.Of(pool.Code), new(Batches: true) { BatchRows = 2 }, cancellation);
    }
}
