using Ledger.Testing;

namespace Ledger.Api.Tests.Reconciling;

/// <summary>Totals 3201 by class and with their counts, beside what the ledger has of an institution.</summary>
[Collection(VerbsCollection.Name)]
public sealed class PlatformTotalsTests(PostgresFixture postgres)
{
    private const string Hospital = "H33082500001";
    private const string Header = "insutype,clr_type,stmt_begndate,stmt_enddate,medfee_sumamt,fund_pay_sumamt,acct_pay,fixmedins_setl_cnt,refd_setl_flag";
    private const string Days = "2027-02-01,2027-02-28";

    private static readonly string[] _right =
    [
        $"390,21,{Days},300.00,200.00,0.00,2,0",
        $"390,11,{Days},90.00,60.00,0.00,3,0",
        $"390,11,{Days},-30.00,-20.00,0.00,1,1",
    ];

    [Fact]
    public async Task What_is_the_same_by_class_and_count_is_no_difference()
    {
        using var pool = await Settled();
        (await Differences(pool, _right)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Money_in_another_class_is_found_though_the_sum_is_the_same()
    {
        using var pool = await Settled();
        (await Differences(pool,
            [$"390,21,{Days},290.00,190.00,0.00,2,0", $"390,11,{Days},100.00,70.00,0.00,3,0", _right[2]])).ShouldBe(
        [
            $"amount 390 11 fund_pay_sumamt {Days.Replace(',', '/')} 10.00", $"amount 390 11 medfee_sumamt {Days.Replace(',', '/')} 10.00",
            $"amount 390 21 fund_pay_sumamt {Days.Replace(',', '/')} -10.00", $"amount 390 21 medfee_sumamt {Days.Replace(',', '/')} -10.00",
        ]);
    }

    [Fact]
    public async Task A_settlement_more_is_found_by_the_count_alone_and_is_in_no_sum()
    {
        using var pool = await Settled();
        var run = await Reconcile(pool, [_right[0].Replace(",2,0", ",3,0"), .. _right[1..]]);
        Of(run).ShouldBe([$"amount 390 21 fixmedins_setl_cnt {Days.Replace(',', '/')} 1"]);
        var source = run.Json.GetProperty("sources")[0];
        source.GetProperty("there").GetProperty("amount").GetString().ShouldBe("600.00");
        source.GetProperty("here").GetProperty("amount").GetString().ShouldBe("600.00");
    }

    [Fact]
    public async Task A_class_that_only_the_ledger_has_is_missing_there()
    {
        using var pool = await Settled();
        (await Differences(pool, [.. _right[..1]])).ShouldBe(
        [
            $"missing-there 390 11 fixmedins_setl_cnt {Days.Replace(',', '/')} -2",
            $"missing-there 390 11 fund_pay_sumamt {Days.Replace(',', '/')} -40.00",
            $"missing-there 390 11 medfee_sumamt {Days.Replace(',', '/')} -60.00",
        ]);
    }

    [Fact]
    public async Task Where_the_ledger_does_not_know_a_class_they_are_added_up()
    {
        using var pool = await Settled(more: $"settlement_recorded,S-6,resident,5.00,2027-02-09,other,{Hospital},8.00,,\n");
        (await Differences(pool, [.. _right, $"390,41,{Days},8.00,5.00,0.00,1,0"])).ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_classes_and_counts_only_amounts_are_compared()
    {
        using var pool = await Settled();
        (await Differences(pool, [$"390,,{Days},360.00,240.00,0.00,,"])).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("x", "0", "fixmedins_setl_cnt: 'x' is not a whole number from 0")]
    [InlineData("-1", "0", "fixmedins_setl_cnt: '-1' is not a whole number from 0")]
    [InlineData("1", "2", "refd_setl_flag: '2' is not one of ")]
    public async Task A_count_or_flag_that_is_none_names_its_row(string count, string flag, string reason)
    {
        using var pool = await Settled();
        var run = await Reconcile(pool, [$"390,21,{Days},1.00,1.00,0.00,{count},{flag}"]);
        run.Errors.ShouldContain($"t.csv:2: {reason}");
        run.ExitCode.ShouldBe(1);
    }

    // Inpatient 2 settlements, 300.00 and 200.00; outpatient 2 of which one entry, less one that was withdrawn.
    private async Task<TestPool> Settled(string more = "")
    {
        var pool = await TestPool.Opened(postgres);
        var run = await pool.Import($"""
            kind,document,fund,amount,date,category,institution,medical_cost,count,original
            settlement_recorded,S-1,resident,120.00,2027-02-01,inpatient,{Hospital},180.00,,
            settlement_recorded,S-2,resident,80.00,2027-02-28,inpatient,{Hospital},120.00,,
            settlement_recorded,S-3,resident,40.00,2027-02-03,outpatient,{Hospital},60.00,2,
            settlement_recorded,S-4,resident,20.00,2027-02-04,outpatient-special,{Hospital},30.00,,
            settlement_withdrawn,S-4-R,resident,20.00,2027-02-05,,{Hospital},30.00,,S-4
            settlement_recorded,S-5,resident,9.00,2027-03-01,inpatient,{Hospital},10.00,,

            """ + more);
        run.ExitCode.ShouldBe(0, run.Errors);
        return pool;
    }

    private static async Task<IEnumerable<string>> Differences(TestPool pool, string[] rows) => Of(await Reconcile(pool, rows));

    private static IEnumerable<string> Of(VerbRun run)
    {
        run.Errors.ShouldBeEmpty();
        return run.Json.GetProperty("sources")[0].GetProperty("differences").EnumerateArray().Select(one =>
            $"{one.GetProperty("kind").GetString()} "
            + one.GetProperty(one.GetProperty("here").GetArrayLength() > 0 ? "here" : "there")[0].GetProperty("references")[0].GetString()
            + $" {one.GetProperty("amount").GetString()}").Order(StringComparer.Ordinal);
    }

    private static Task<VerbRun> Reconcile(TestPool pool, string[] rows) => pool.Run("reconcile", "--pool", pool.Code, "--period", "2027-02",
        "--json", "--totals", pool.Write("t.csv", string.Join('\n', [Header, .. rows]) + "\n"), "--institution", Hospital);
}
