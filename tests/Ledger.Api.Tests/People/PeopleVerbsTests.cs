using Ledger.Api.CommandLine;
using Ledger.Testing;

namespace Ledger.Api.Tests.People;

/// <summary>The verbs on persons, with figures added up by hand.</summary>
[Collection(VerbsCollection.Name)]
public sealed class PeopleVerbsTests(PostgresFixture postgres)
{
    // Positions 1 to 5 open the funds. P-1: credited 100.00, spends 60.00 in two days; two outpatient visits of 200.00
    // and 180.00, of which the second is taken back as inpatient; one stay paid under two documents.
    private const string Rows = """
        kind,document,fund,amount,date,payer,person,person_class,category,institution,business_from,original,to_fund
        fund_opened,O-1,employee-personal,,2027-01-01,,,,,,,,
        fund_opened,O-2,resident,,2027-01-01,,,,,,,,
        opening_balance_recorded,O-3,employee-personal,1000.00,2027-01-01,,,,,,,,
        opening_balance_recorded,O-4,resident,9000.00,2027-01-01,,,,,,,,
        premium_received,C-1,employee-personal,100.00,2027-01-31,individual,P-1,,,,,,
        reimbursement_paid,D-1,employee-personal,50.00,2027-02-01,,P-1,,pharmacy,P33082500001,,,
        reimbursement_paid,D-2,employee-personal,10.00,2027-02-01,,P-1,,pharmacy,P33082500001,2027-01-30,,
        reimbursement_paid,V-1,resident,200.00,2027-02-10,,P-1,under-60,outpatient,H33082500001,,,
        reimbursement_paid,V-2,resident,180.00,2027-02-12,,P-1,under-60,outpatient,H33082500001,,,
        reimbursement_paid,V-3,resident,90.00,2027-02-12,,P-2,under-60,outpatient,H33082500001,,,
        reimbursement_paid,S-1,resident,500.00,2027-03-10,,P-2,,inpatient,H33082500001,2027-03-01,,
        reimbursement_paid,S-2,resident,510.00,2027-03-20,,P-2,,inpatient,H33082500001,2027-03-01,,
        """;

    private const string Reclassified = """
        kind,document,fund,amount,date,person,category,institution,business_from,original
        reimbursement_reversed,B-1,resident,180.00,2027-03-01,,reclassified,H33082500001,,V-2
        reimbursement_paid,B-2,resident,180.00,2027-03-01,P-1,inpatient,H33082500001,2027-02-12,
        """;

    [Fact]
    public async Task A_person_has_accounts_accumulators_days_and_entries()
    {
        using var pool = await Loaded();

        (await pool.Read("person", "--person", "P-1", "--year", "2027")).ShouldBeJson($$"""
            {"pool": "{{pool.Code}}", "person": "P-1", "year": 2027, "position": 12,
             "accounts": [{"fund": "employee-personal", "balance": "40.00"}],
             "accumulators": [
               {"fund": "employee-personal", "category": "pharmacy", "amount": "60.00", "visits": 2},
               {"fund": "employee-personal", "category": "total", "amount": "60.00", "visits": 2},
               {"fund": "resident", "category": "outpatient", "amount": "380.00", "visits": 2},
               {"fund": "resident", "category": "total", "amount": "380.00", "visits": 2}],
             "days": [
               {"day": "2027-01-30", "fund": "employee-personal", "category": "pharmacy", "amount": "10.00", "visits": 1},
               {"day": "2027-02-01", "fund": "employee-personal", "category": "pharmacy", "amount": "50.00", "visits": 1},
               {"day": "2027-02-10", "fund": "resident", "category": "outpatient", "amount": "200.00", "visits": 1},
               {"day": "2027-02-12", "fund": "resident", "category": "outpatient", "amount": "180.00", "visits": 1}],
             "movements": [
               {"position": 5, "day": "2027-01-31", "date": "2027-01-31", "kind": "premium_received", "document": "C-1",
                "fund": "employee-personal", "category": null, "amount": "100.00"},
               {"position": 6, "day": "2027-02-01", "date": "2027-02-01", "kind": "reimbursement_paid", "document": "D-1",
                "fund": "employee-personal", "category": "pharmacy", "amount": "50.00"},
               {"position": 7, "day": "2027-01-30", "date": "2027-02-01", "kind": "reimbursement_paid", "document": "D-2",
                "fund": "employee-personal", "category": "pharmacy", "amount": "10.00"},
               {"position": 8, "day": "2027-02-10", "date": "2027-02-10", "kind": "reimbursement_paid", "document": "V-1",
                "fund": "resident", "category": "outpatient", "amount": "200.00"},
               {"position": 9, "day": "2027-02-12", "date": "2027-02-12", "kind": "reimbursement_paid", "document": "V-2",
                "fund": "resident", "category": "outpatient", "amount": "180.00"}]}
            """);
    }

    [Fact]
    public async Task One_fen_more_than_the_account_is_refused_with_its_line()
    {
        using var pool = await Loaded();

        var run = await pool.Import("""
            kind,document,fund,amount,date,person,category
            reimbursement_paid,D-3,employee-personal,40.01,2027-04-01,P-1,pharmacy
            """);

        run.ExitCode.ShouldBe(ExitCodes.Finding);
        run.Errors.ShouldContain("rows.csv:2: amount: the personal account of P-1 in fund employee-personal has 40.00, "
            + "which is less than 40.01");
    }

    [Fact]
    public async Task Those_over_a_cap_are_named_with_the_policy_and_what_is_reclassified_no_longer_counts()
    {
        using var pool = await Loaded();
        string[] asked = ["--pool", pool.Code, "--year", "2027", "--cap", "outpatient-resident-330", "--json"];

        var over = await pool.Run("caps", asked);
        (await pool.Import(Reclassified)).ExitCode.ShouldBe(ExitCodes.Fine);
        var after = await pool.Run("caps", asked);

        over.ExitCode.ShouldBe(ExitCodes.Finding);
        over.Json.GetProperty("findings").ShouldBeJson("""
            [{"policy": "outpatient-resident-330", "person": "P-1", "day": null, "fund": "resident",
              "amount": "380.00", "limit": "330.00", "over": "50.00"}]
            """);
        after.ExitCode.ShouldBe(ExitCodes.Fine);
        after.Json.GetProperty("findings").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("380.00", 0)]
    [InlineData("379.99", 1)]
    public async Task The_last_fen_of_a_cap_is_within_it(string amount, int findings)
    {
        using var pool = await Loaded();
        var data = await DataWith(pool, "\"amount\": \"330.00\"", $"\"amount\": \"{amount}\"");

        var run = await Run(pool, data, "caps", "--year", "2027");

        run.ExitCode.ShouldBe(findings == 0 ? ExitCodes.Fine : ExitCodes.Finding);
        run.Json.GetProperty("findings").GetArrayLength().ShouldBe(findings);
    }

    [Fact]
    public async Task A_cap_of_a_class_holds_only_for_those_of_whom_the_class_was_stated()
    {
        using var pool = await Loaded();
        var data = await DataWith(pool, "\"amount\": \"330.00\"", "\"amount\": \"100.00\", \"personClass\": \"from-60\"");

        (await Run(pool, data, "caps", "--year", "2027")).Json.GetProperty("findings").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_cap_a_day_names_the_day_of_the_care()
    {
        using var pool = await Loaded();
        var data = await DataWith(pool, "\"amount\": \"330.00\"", "\"amount\": \"190.00\"",
            "\"per\": \"year\", \"amount\": \"190.00\"", "\"per\": \"day\", \"amount\": \"190.00\"");

        (await Run(pool, data, "caps", "--year", "2027")).Json.GetProperty("findings").ShouldBeJson("""
            [{"policy": "outpatient-resident-330", "person": "P-1", "day": "2027-02-10", "fund": "resident",
              "amount": "200.00", "limit": "190.00", "over": "10.00"}]
            """);
    }

    [Fact]
    public async Task A_pool_that_chose_no_cap_has_no_findings()
    {
        using var pool = await Loaded();

        var run = await pool.Run("caps", "--pool", pool.Code, "--year", "2027");

        run.ExitCode.ShouldBe(ExitCodes.Fine);
        run.Output.ShouldContain($"Pool {pool.Code} applies no caps");
    }

    [Fact]
    public async Task What_was_paid_twice_is_listed_in_pairs_and_is_gone_when_one_is_reversed()
    {
        using var pool = await Loaded();
        string[] asked = ["--pool", pool.Code, "--year", "2027", "--json"];

        var twice = await pool.Run("duplicates", asked);
        (await pool.Import("""
            kind,document,date,original,reason
            entry_reversed,X-1,2027-04-01,S-2,paid twice
            """)).ExitCode.ShouldBe(ExitCodes.Fine);
        var after = await pool.Run("duplicates", asked);

        twice.ExitCode.ShouldBe(ExitCodes.Finding);
        twice.Json.ShouldBeJson($$"""
            {"pool": "{{pool.Code}}", "year": 2027, "position": 12, "findings": [
              {"policy": "duplicate-benefit/same-care", "person": "P-2", "day": "2027-03-01",
               "institution": "H33082500001", "category": "inpatient",
               "first": {"document": "S-1", "position": 11, "funds": ["resident"], "amount": "500.00"},
               "second": {"document": "S-2", "position": 12, "funds": ["resident"], "amount": "510.00"} }],
             "more": false}
            """);
        after.ExitCode.ShouldBe(ExitCodes.Fine);
    }

    [Fact]
    public async Task Tables_for_people_say_the_same()
    {
        using var pool = await Loaded();

        (await pool.Run("person", "--pool", pool.Code, "--person", "P-1")).Output.ShouldContain("40.00");
        (await pool.Run("duplicates", "--pool", pool.Code, "--year", "2027")).Output.ShouldContain("S-2");
        (await pool.Run("caps", "--pool", pool.Code, "--year", "2027", "--cap", "outpatient-resident-330"))
            .Output.ShouldContain("380.00");
    }

    [Theory]
    [InlineData("person", "no entry of pool", "--person", "P-9")]
    [InlineData("caps", "is not known; known are", "--year", "2027", "--cap", "none")]
    [InlineData("caps", "is not a year", "--year", "27")]
    [InlineData("duplicates", "--year", "--json")]
    [InlineData("person", "must be an opaque token", "--person", "a b")]
    public async Task Wrong_usage_is_one_line_that_says_what_to_do(string verb, string says, params string[] options)
    {
        using var pool = await Loaded();

        var run = await pool.Run(verb, ["--pool", pool.Code, .. options]);

        run.ExitCode.ShouldBe(ExitCodes.Usage);
        run.ErrorLines.ShouldHaveSingleItem().ShouldContain(says);
    }

    private async Task<TestPool> Loaded()
    {
        var pool = new TestPool(postgres);
        var run = await pool.Import(Rows);
        run.ExitCode.ShouldBe(ExitCodes.Fine, run.Errors);
        return pool;
    }

    // The data as delivered, with one cap changed, which the pool applies.
    private static async Task<string> DataWith(TestPool pool, params string[] changes)
    {
        var folder = Directory.CreateDirectory(pool.Path("data")).FullName;
        foreach (var file in Directory.GetFiles(Repository.Path("data"))) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        var path = Path.Combine(folder, "caps.json");
        var caps = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        var chosen = $"\"capSets\": {{\"{pool.Code}\": [\"outpatient-resident-330\"]}}";
        caps = caps.Replace("\"capSets\": {}", chosen, StringComparison.Ordinal);
        for (var index = 0; index < changes.Length; index += 2)
        {
            caps.ShouldContain(changes[index]);
            caps = caps.Replace(changes[index], changes[index + 1], StringComparison.Ordinal);
        }
        await File.WriteAllTextAsync(path, caps, TestContext.Current.CancellationToken);
        return folder;
    }

    private Task<VerbRun> Run(TestPool pool, string data, string verb, params string[] options) =>
        VerbRun.With(new Dictionary<string, string?>
        {
            ["LEDGER_DB"] = postgres.ConnectionString, ["LEDGER_DATA"] = data,
        }, [verb, "--pool", pool.Code, "--json", .. options]);
}
