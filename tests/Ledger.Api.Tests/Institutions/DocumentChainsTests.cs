using System.Globalization;
using System.Text;
using Ledger.Domain;
using Ledger.Projections.Reading;
using Ledger.Testing;

namespace Ledger.Api.Tests.Institutions;

/// <summary>
/// What became of a document, where everything that could be mixed up stands beside it: another case of the same hospital,
/// another settlement, another fund's advance, another hospital's. What is left after each was added up by hand.
/// </summary>
[Collection(VerbsCollection.Name)]
public sealed class DocumentChainsTests(PostgresFixture postgres)
{
    private const string Hospital = "H33082500001";
    private const string Other = "H33082500002";

    // Positions 5 to 26.
    private const string Rows = $"""
        kind,document,voucher,fund,amount,date,institution,category,original,case_no,reason,channel,due_date
        prepayment_paid,A-1,,resident,2000.00,2027-01-05,{Hospital},,,,,,
        prepayment_paid,A-2,,employee,900.00,2027-01-05,{Hospital},,,,,,
        prepayment_paid,A-3,,resident,800.00,2027-01-05,{Other},,,,,,
        settlement_recorded,S-1,,resident,1000.00,2027-02-28,{Hospital},inpatient,,,,,
        settlement_recorded,S-2,,resident,400.00,2027-02-28,{Hospital},inpatient,,,,,
        prepayment_offset,F-1,,resident,500.00,2027-03-01,{Hospital},,S-1,,,,
        amount_refused,X-1,,resident,100.00,2027-03-10,{Hospital},,S-1,,no record,,
        reimbursement_paid,P-1,V-1,resident,700.00,2027-03-15,{Hospital},inpatient,S-1,,,,
        deposit_withheld,W-1,,resident,30.00,2027-03-15,{Hospital},,P-1,,,,
        reimbursement_paid,P-2,,resident,400.00,2027-03-15,{Hospital},inpatient,S-2,,,,
        clawback_ordered,C-1,,resident,200.00,2027-04-01,{Hospital},,P-1,K-1,beds counted twice,agency,2027-06-30
        clawback_ordered,D-1,,resident,60.00,2027-04-01,{Hospital},,P-2,K-2,drugs counted twice,agency,2027-06-30
        clawback_recovered,C-2,,resident,80.00,2027-05-01,{Hospital},cash,,K-1,,,
        clawback_recovered,D-2,,resident,60.00,2027-05-01,{Hospital},cash,,K-2,,,
        clawback_recovered,C-3,,resident,50.00,2027-05-02,{Hospital},cash,,K-1,,,
        clawback_waived,C-4,,resident,20.00,2027-05-03,{Hospital},,,K-1,heard,,
        entry_reversed,C-5,,,,2027-05-04,,,C-3,,recorded twice,,
        deposit_released,W-2,,resident,10.00,2027-05-05,{Hospital},,W-1,,,,
        prepayment_returned,A-4,,resident,200.00,2027-05-06,{Hospital},,,,,,
        prepayment_paid,A-5,,resident,300.00,2027-05-07,{Hospital},,,,,,
        clawback_recovered,C-6,,resident,100.00,2027-05-08,{Hospital},cash,,K-1,,,
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_case_is_followed_through_all_its_recoveries_back_to_the_settlement()
    {
        using var pool = await Recorded();
        string[] expected =
        [
            // What is behind the order: of the settlement not all that moves it is asked for.
            "S-1 settlement_recorded 1000.00 settlement -", "P-1 reimbursement_paid 700.00 settlement -",
            "C-1 clawback_ordered 200.00 clawback 200.00", "C-2 clawback_recovered 80.00 clawback 120.00",
            "C-3 clawback_recovered 50.00 clawback 70.00", "C-4 clawback_waived 20.00 clawback 50.00",
            "C-5 entry_reversed 50.00 clawback 100.00", "C-6 clawback_recovered 100.00 clawback 0.00",
        ];

        // From whichever of its documents it is asked for.
        foreach (var document in (string[])["C-1", "C-3", "C-4", "C-6"]) (await Chain(pool, document)).ShouldBe(expected, document);
        (await Chain(pool, "D-1"))[^2..].ShouldBe(["D-1 clawback_ordered 60.00 clawback 60.00", "D-2 clawback_recovered 60.00 clawback 0.00"]);
    }

    [Fact]
    public async Task A_settlement_is_followed_to_what_was_set_off_refused_paid_and_withheld()
    {
        using var pool = await Recorded();
        (await Chain(pool, "S-1")).ShouldBe(
        [
            "S-1 settlement_recorded 1000.00 settlement 1000.00", "F-1 prepayment_offset 500.00 prepayment -",
            "X-1 amount_refused 100.00 settlement 900.00", "P-1 reimbursement_paid 700.00 settlement 200.00",
            "W-1 deposit_withheld 30.00 deposit 30.00", "W-2 deposit_released 10.00 deposit 20.00",
        ]);
        (await Chain(pool, "S-2")).ShouldBe(["S-2 settlement_recorded 400.00 settlement 400.00", "P-2 reimbursement_paid 400.00 settlement 0.00"]);
    }

    [Fact]
    public async Task All_advances_of_a_fund_to_an_institution_are_one_account()
    {
        using var pool = await Recorded();
        string[] expected =
        [
            "A-1 prepayment_paid 2000.00 prepayment 2000.00", "S-1 settlement_recorded 1000.00 settlement -",
            "F-1 prepayment_offset 500.00 prepayment 1500.00", "A-4 prepayment_returned 200.00 prepayment 1300.00",
            "A-5 prepayment_paid 300.00 prepayment 1600.00",
        ];

        foreach (var document in (string[])["A-1", "F-1", "A-4", "A-5"]) (await Chain(pool, document)).ShouldBe(expected, document);
        (await Chain(pool, "A-2")).ShouldBe(["A-2 prepayment_paid 900.00 prepayment 900.00"]);
        (await Chain(pool, "A-3")).ShouldBe(["A-3 prepayment_paid 800.00 prepayment 800.00"]);
    }

    [Fact]
    public async Task What_is_left_of_a_deposit_is_of_that_deposit()
    {
        using var pool = await Recorded();
        (await Chain(pool, "W-2")).Where(row => row.Contains(" deposit_", StringComparison.Ordinal)).ShouldBe(
            ["W-1 deposit_withheld 30.00 deposit 30.00", "W-2 deposit_released 10.00 deposit 20.00"]);
    }

    [Fact]
    public async Task A_recovery_by_paying_less_is_found_by_the_voucher_of_the_payment()
    {
        using var pool = await Recorded();
        (await pool.Import($"""
            kind,document,voucher,fund,amount,date,institution,category,original,case_no,reason,channel,due_date
            clawback_ordered,E-1,,resident,70.00,2027-05-10,{Hospital},,P-1,K-3,beds counted twice,agency,2027-06-30
            settlement_recorded,S-3,,resident,500.00,2027-05-31,{Hospital},inpatient,,,,,
            reimbursement_paid,P-3,V-3,resident,500.00,2027-06-15,{Hospital},inpatient,S-3,,,,
            clawback_recovered,E-2,V-3,resident,45.00,2027-06-15,{Hospital},offset,,K-3,,,
            """)).ErrorLines.ShouldBeEmpty();

        (await Chain(pool, "S-3")).ShouldBe(
        [
            // What the order answers belongs to it too.
            "S-1 settlement_recorded 1000.00 settlement -", "P-1 reimbursement_paid 700.00 settlement -",
            "E-1 clawback_ordered 70.00 clawback 70.00", "S-3 settlement_recorded 500.00 settlement 500.00",
            "P-3 reimbursement_paid 500.00 settlement 0.00", "E-2 clawback_recovered 45.00 clawback 25.00",
        ]);
    }

    [Fact]
    public async Task At_a_position_there_is_what_was_recorded_by_then()
    {
        using var pool = await Recorded();
        await using var ledger = Open();
        // C-2; C-1 is at 15 and C-3 at 19.
        (await Chain(pool, "C-1", position: 18))[2..].ShouldBe(
            ["C-1 clawback_ordered 200.00 clawback 200.00", "C-2 clawback_recovered 80.00 clawback 120.00"]);
        await using var then = await At(ledger, pool, 18);
        (await Chains(ledger).Of(then, DocumentId.Of("C-3"), Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task What_was_never_recorded_has_no_chain()
    {
        using var pool = await Recorded();
        await using var ledger = Open();
        await using var now = await At(ledger, pool, long.MaxValue);
        (await Chains(ledger).Of(now, DocumentId.Of("C-99"), Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task A_chain_that_is_longer_than_is_read_says_so_and_gives_no_sums()
    {
        using var pool = await Recorded();
        var rows = new StringBuilder("kind,document,fund,amount,date,institution,category,budget_year,case_no,reason,channel,due_date\n");
        rows.Append(CultureInfo.InvariantCulture, $"clawback_ordered,L-1,resident,999.00,2027-06-01,{Hospital},,2027,K-9,counted twice,agency,2027-06-30\n");
        for (var number = 2; number <= DocumentChains.LinksMax; number++)
            rows.Append(CultureInfo.InvariantCulture, $"clawback_recovered,L-{number},resident,1.00,2027-06-02,{Hospital},cash,2027,K-9,,,\n");
        (await pool.Import(rows.ToString())).ErrorLines.ShouldBeEmpty();
        await using var ledger = Open();

        await using (var whole = await At(ledger, pool, long.MaxValue))
        {
            var chain = (await Chains(ledger).Of(whole, DocumentId.Of("L-1"), Cancellation))!;
            (chain.IsCut, chain.Links.Count, chain.Links[^1].Left).ShouldBe((false, DocumentChains.LinksMax, new Money(700_00)));
        }
        (await pool.Import($"""
            kind,document,fund,amount,date,institution,category,budget_year,case_no
            clawback_recovered,L-0,resident,1.00,2027-06-03,{Hospital},cash,2027,K-9
            """)).ErrorLines.ShouldBeEmpty();
        await using var longer = await At(ledger, pool, long.MaxValue);
        var cut = (await Chains(ledger).Of(longer, DocumentId.Of("L-1"), Cancellation))!;
        (cut.IsCut, cut.Links.Count).ShouldBe((true, DocumentChains.LinksMax));
        cut.Links.ShouldAllBe(link => link.Left == null);
    }

    private async Task<TestPool> Recorded()
    {
        var pool = await TestPool.Opened(postgres);
        (await pool.Import(Rows)).ErrorLines.ShouldBeEmpty();
        return pool;
    }

    // Document, kind, amount, what it moves, and what is left of that; a line where that is not known.
    private async Task<string[]> Chain(TestPool pool, string document, long position = long.MaxValue)
    {
        await using var ledger = Open();
        await using var snapshot = await At(ledger, pool, position);
        var chain = await Chains(ledger).Of(snapshot, DocumentId.Of(document), Cancellation);
        chain.ShouldNotBeNull(document).IsCut.ShouldBeFalse();
        chain.Links.Select(link => link.Recorded.Position).ShouldBeInOrder();
        return
        [
            .. chain.Links.Select(link =>
                $"{link.Entry.Document} {link.Recorded.Type} {link.Entry.Amount} {link.Kind ?? "-"} {link.Left?.ToString() ?? "-"}"),
        ];
    }

    private static DocumentChains Chains(LedgerContext ledger) => new(new(ledger.Database, ledger.Store), ledger.Store);

    private static Task<PoolSnapshot> At(LedgerContext ledger, TestPool pool, long position) => PoolSnapshot.KnownAt(
        ledger.Database, ledger.Store, new(ledger.Chart), PoolCode.Of(pool.Code), position, Cancellation);

    private LedgerContext Open() => new(LedgerContext.DataSource(postgres.ConnectionString));
}
