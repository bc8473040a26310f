using System.Text;
using System.Text.Json;
using Ledger.Testing;

namespace Ledger.Api.Tests.Reconciling;

/// <summary>Reconciling at the command line: what is found, what people decide, and that both stay together.</summary>
[Collection(VerbsCollection.Name)]
public sealed class ReconcileVerbTests(PostgresFixture postgres)
{
    private const string Bank = """
        account,date,amount,direction,reference
        expenditure-account,2027-02-11,80.00,out,S-1
        expenditure-account,2027-02-12,33.00,out,S-2
        expenditure-account,2027-02-20,7.00,out,FEE-1

        """;

    [Fact]
    public async Task What_agrees_ends_with_0_and_what_differs_with_1()
    {
        using var pool = await Paid();

        var fine = await pool.Reconcile(Bank[..^"expenditure-account,2027-02-20,7.00,out,FEE-1\n".Length].Replace("33.00", "30.00"));
        var wrong = await pool.Reconcile(Bank);

        fine.ExitCode.ShouldBe(0, fine.Output + fine.Errors);
        wrong.ExitCode.ShouldBe(1, wrong.Errors);
        wrong.Kinds().ShouldBe(["amount open -3.00", "missing-here open -7.00"]);
    }

    [Fact]
    public async Task A_difference_is_as_old_as_its_line()
    {
        using var pool = await Paid();

        var run = await pool.Reconcile(Bank, "--as-of", "2027-03-22");

        run.Differences().Select(one => one.GetProperty("ageDays").GetInt32()).ShouldBe([38, 30]);
    }

    [Fact]
    public async Task A_closed_difference_stays_closed_when_a_longer_file_is_reconciled()
    {
        using var pool = await Paid();
        var id = (await pool.Reconcile(Bank)).IdOf("missing-here");

        (await pool.Reconcile(Bank, "--close", id, "--reason", "fee, booked in March")).ExitCode.ShouldBe(1);
        var later = await pool.Reconcile(Bank + "expenditure-account,2027-02-21,1.00,out,FEE-2\n");

        later.Kinds().ShouldBe(["amount open -3.00", "missing-here closed -7.00", "missing-here open -1.00"]);
        var log = (await pool.Events("--stream", "reconciliation/2027-02")).Single();
        log.GetProperty("data").GetProperty("Reason").GetString().ShouldBe("fee, booked in March");
        log.GetProperty("data").GetProperty("Difference").GetProperty("Id").GetString().ShouldBe(id);
    }

    [Fact]
    public async Task With_every_difference_closed_it_ends_with_0_and_reopened_with_1()
    {
        using var pool = await Paid();
        var found = await pool.Reconcile(Bank);

        await pool.Reconcile(Bank, "--close", found.IdOf("amount"), "--reason", "the hospital repays");
        var closed = await pool.Reconcile(Bank, "--close", found.IdOf("missing-here"), "--reason", "a fee");
        var reopened = await pool.Reconcile(Bank, "--reopen", found.IdOf("amount"), "--reason", "it did not");

        closed.ExitCode.ShouldBe(0, closed.Errors);
        reopened.ExitCode.ShouldBe(1);
        reopened.Kinds().ShouldBe(["amount open -3.00", "missing-here closed -7.00"]);
    }

    [Fact]
    public async Task A_difference_is_given_to_somebody_once()
    {
        using var pool = await Paid();
        var id = (await pool.Reconcile(Bank)).IdOf("amount");

        await pool.Reconcile(Bank, "--assign", id, "--assignee", "accountant Li");
        var again = await pool.Reconcile(Bank, "--assign", id, "--assignee", "accountant Li");

        again.Kinds()[0].ShouldBe("amount assigned -3.00");
        again.Json.GetProperty("recorded").GetProperty("repeated").GetBoolean().ShouldBeTrue();
        (await pool.Events("--stream", "reconciliation/2027-02")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_party_signs_files_sums_and_what_is_open()
    {
        using var pool = await Paid();

        var signed = await pool.Reconcile(Bank, "--sign", "bank");
        var again = await pool.Reconcile(Bank, "--sign", "bank");
        var other = await pool.Reconcile(Bank.Replace("33.00", "30.00"));

        signed.Json.GetProperty("recorded").GetProperty("position").GetInt64().ShouldBe(8);
        again.Json.GetProperty("recorded").GetProperty("repeated").GetBoolean().ShouldBeTrue();
        IsOfThis(again).ShouldBeTrue();
        IsOfThis(other).ShouldBeFalse();
        var data = (await pool.Events("--stream", "reconciliation/2027-02")).Single().GetProperty("data");
        data.GetProperty("Counterparty").GetString().ShouldBe("bank");
        var content = data.GetProperty("Reconciled");
        content.GetProperty("ThereAmount").GetInt64().ShouldBe(-120_00);
        content.GetProperty("HereAmount").GetInt64().ShouldBe(-110_00);
        content.GetProperty("OpenDifferences").GetInt64().ShouldBe(2);
        content.GetProperty("Files").GetString()
            .ShouldBe($"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(Bank)))}  bank.csv");

        static bool IsOfThis(VerbRun run) =>
            run.Json.GetProperty("sources")[0].GetProperty("signatures")[0].GetProperty("isOfThis").GetBoolean();
    }

    [Fact]
    public async Task A_file_with_a_person_s_number_in_its_name_is_read_but_not_signed()
    {
        using var pool = await Paid();
        string[] asked = ["--pool", pool.Code, "--period", "2027-02", "--bank", pool.Write("bank 13900000000.csv", Bank)];

        var read = await pool.Run("reconcile", [.. asked, "--json"]);
        var signed = await pool.Run("reconcile", [.. asked, "--sign", "bank"]);

        read.Differences().Count().ShouldBe(2);
        signed.ExitCode.ShouldBe(1);
        signed.Errors.ShouldContain("the name of a file has what looks like a person's identity or mobile number");
        signed.Errors.ShouldNotContain("13900000000");
        (await pool.Events()).Count.ShouldBe(7);
    }

    [Fact]
    public async Task A_month_that_is_closed_hard_can_still_be_signed_and_no_figure_moves()
    {
        using var pool = await Paid();
        await pool.Run("close", "--pool", pool.Code, "--period", "2027-02", "--hard");
        var before = (await pool.Read("balance")).GetProperty("funds").GetRawText();

        var run = await pool.Reconcile(Bank, "--sign", "agency");

        run.Json.GetProperty("recorded").GetProperty("repeated").GetBoolean().ShouldBeFalse();
        (await pool.Read("balance")).GetProperty("funds").GetRawText().ShouldBe(before);
        (await pool.Run("rebuild", "--pool", pool.Code, "--check")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_correction_of_a_closed_month_clears_the_difference_of_that_month()
    {
        using var pool = await Paid();
        (await pool.Reconcile(Bank)).Kinds().ShouldContain("amount open -3.00");
        await pool.Run("close", "--pool", pool.Code, "--period", "2027-02");

        var correction = await pool.Run("correct", "--pool", pool.Code, "--kind", "reimbursement_paid", "--document", "S-2",
            "--amount", "33.00", "--reason", "mistyped", "--date", "2027-03-02");

        correction.ExitCode.ShouldBe(0, correction.Errors);
        (await pool.Reconcile(Bank)).Kinds().ShouldBe(["missing-here open -7.00"]);
    }

    [Fact]
    public async Task As_known_before_an_entry_was_recorded_it_is_missing_here()
    {
        using var pool = await Paid();

        var run = await pool.Reconcile(Bank, "--position", "5");

        run.Kinds().ShouldBe(["missing-here open -33.00", "missing-here open -7.00"]);
    }

    [Fact]
    public async Task The_parties_stand_beside_each_other_for_a_month_a_day_and_a_fund()
    {
        using var pool = await Paid();
        var tax = pool.Write("tax.csv", "fund,line,from,to,amount\nresident,income.premium,2027-02-05,2027-02-05,499.00\n");
        var treasury = pool.Write("treasury.csv",
            "fund,line,from,to,amount\nresident,income.premium,2027-02-01,2027-02-28,500.00\n");

        string[] month = ["--tax", tax, "--treasury", treasury, "--period", "2027-02"];
        string[] day = ["--tax", tax, "--treasury", treasury, "--from", "2027-02-05", "--to", "2027-02-05", "--fund", "resident"];

        (await Figures(month)).ShouldBe(["resident income.premium 500.00 500.00 499.00 False"]);
        (await Figures(day)).ShouldBe(["resident income.premium 500.00  499.00 False"]);

        async Task<IReadOnlyList<string>> Figures(string[] options)
        {
            var run = await pool.Run("reconcile", ["--pool", pool.Code, "--json", .. options]);
            return
            [
                .. run.Json.GetProperty("sideBySide").EnumerateArray().Select(row => string.Join(' ',
                    row.GetProperty("fund").GetString(), row.GetProperty("line").GetString(), row.GetProperty("agency").GetString(),
                    row.GetProperty("treasury").GetString(), row.GetProperty("tax").GetString(), row.GetProperty("agrees").GetBoolean())),
            ];
        }
    }

    [Fact]
    public async Task Every_bad_row_is_named_and_nothing_is_reconciled()
    {
        using var pool = await Paid();

        var run = await pool.Reconcile("""
            account,date,amount,direction,fund
            savings,2027-02-11,80.00,out,resident
            expenditure-account,2027-02-30,80.00,out,resident
            expenditure-account,2027-02-11,-80.00,out,resident
            expenditure-account,2027-02-11,80.00,up,nobody
            expenditure-account,2027-02-11,80.00,out,

            """);

        run.ExitCode.ShouldBe(1);
        run.Output.ShouldBeEmpty();
        run.ErrorLines.Select(line => string.Join(':', line.Split(':').Take(3)))
            .ShouldBe(["bank.csv:2: account", "bank.csv:3: date", "bank.csv:4: amount", "bank.csv:5: direction", "bank.csv:5: fund"]);
    }

    [Fact]
    public async Task A_file_of_Excel_in_China_is_read_and_refused_in_Chinese()
    {
        using var pool = await Paid();
        pool.Settings["LEDGER_LANG"] = "zh";
        var text = "account,date,amount,direction,counterparty\nexpenditure-account,2027-02-11,80.00,out,人民医院\n";
        var file = pool.Write("bank.csv", CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!.GetBytes(text));

        var wrong = await pool.Run("reconcile", "--pool", pool.Code, "--period", "2027-02", "--bank", file);
        var right = await pool.Run("reconcile", "--pool", pool.Code, "--period", "2027-02", "--bank", file, "--encoding", "gb18030");

        wrong.ErrorLines.Single().ShouldBe("bank.csv:2: 不是 UTF-8 编码,若由中文版 Excel 保存,请加 --encoding gb18030");
        right.Output.ShouldContain("对方缺");
    }

    [Theory]
    [InlineData("--period 2027-02", "give what is to be laid beside the ledger")]
    [InlineData("--bank bank.csv", "give --period, or --from and --to")]
    [InlineData("--bank bank.csv --period 2027-02 --from 2027-02-01", "give --period, or --from and --to")]
    [InlineData("--bank bank.csv --period 2027-02 --close abc", "say why: --reason")]
    [InlineData("--bank bank.csv --period 2027-02 --close abc --sign bank", "give one of")]
    [InlineData("--bank bank.csv --period 2027-02 --window 40", "--window must be 0 to 31")]
    public async Task What_does_not_fit_together_is_wrong_usage(string options, string said)
    {
        using var pool = new TestPool(postgres);

        var run = await pool.Run("reconcile", ["--pool", pool.Code, .. options.Split(' ')]);

        run.ExitCode.ShouldBe(2);
        run.Errors.ShouldContain(said);
    }

    [Fact]
    public async Task A_difference_that_is_not_there_is_not_closed()
    {
        using var pool = await Paid();

        var run = await pool.Reconcile(Bank, "--close", "0123456789ab", "--reason", "why not");

        run.ExitCode.ShouldBe(2);
        run.Errors.ShouldContain("there is no difference '0123456789ab'");
        (await pool.Events()).Count.ShouldBe(7);
    }

    private async Task<TestPool> Paid()
    {
        var pool = await TestPool.Opened(postgres);
        var run = await pool.Import("""
            kind,document,fund,amount,date,category,payer
            reimbursement_paid,S-1,resident,80.00,2027-02-10,inpatient,
            reimbursement_paid,S-2,employee,30.00,2027-02-12,inpatient,
            premium_received,P-1,resident,500.00,2027-02-05,,individual
            """);
        run.ExitCode.ShouldBe(0, run.Errors);
        return pool;
    }
}

/// <summary>Reconciles February 2027 with a bank's file.</summary>
file static class Runs
{
    internal static Task<VerbRun> Reconcile(this TestPool pool, string bank, params string[] options) => pool.Run("reconcile",
        ["--pool", pool.Code, "--period", "2027-02", "--bank", pool.Write("bank.csv", bank), "--json", .. options]);

    internal static IEnumerable<JsonElement> Differences(this VerbRun run) =>
        run.Json.GetProperty("sources")[0].GetProperty("differences").EnumerateArray();

    internal static IReadOnlyList<string> Kinds(this VerbRun run) =>
    [
        .. run.Differences().Select(one =>
            $"{one.GetProperty("kind").GetString()} {one.GetProperty("status").GetString()} {one.GetProperty("amount").GetString()}"),
    ];

    internal static string IdOf(this VerbRun run, string kind) => run.Differences()
        .First(one => one.GetProperty("kind").GetString() == kind).GetProperty("id").GetString()!;
}
