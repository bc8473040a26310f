using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ledger.Api.Tests.Samples;
using Ledger.Testing;

namespace Ledger.Api.Tests.Sheets;

/// <summary>What docs/schemas says of JSON and CSV is what the verbs give.</summary>
[Collection(VerbsCollection.Name)]
public sealed class SchemaTests(LoadedSamples samples)
{
    public static readonly TheoryData<string, string[]> Asked = new()
    {
        { "statement", ["statement", "--from", "2025-01", "--to", "2025-12"] },
        { "statement-statutory", ["statement", "--from", "2025-01", "--to", "2025-12", "--form", "statutory"] },
        { "statement-years", ["statement", "--from", "2026-01", "--to", "2026-04", "--years", "3"] },
        { "statement-cover", ["statement", "--from", "2025-01", "--to", "2025-12", "--cover"] },
        { "statement-budget", ["statement", "--from", "2025-01", "--to", "2025-12", "--budget"] },
        { "statement-consolidated", ["statement", "--pools", "330999,330900", "--consolidated", "--from", "2025-01", "--to", "2025-12"] },
        { "balance-sheet", ["balance-sheet", "--as-of", "2025-12-31"] },
        { "capacity", ["capacity", "--as-of", "2025-12-31"] },
        { "trial-balance", ["trial-balance", "--as-of", "2025-12-31"] },
        { "trial-balance-month", ["trial-balance", "--period", "2025-03"] },
        { "budget", ["budget", "--year", "2025"] },
        { "institution", ["institution", "--institution", "H33099900003", "--year", "2025"] },
        { "ages", ["ages", "--as-of", "2025-12-31"] },
        { "journal", ["journal", "--period", "2025-03"] },
        { "form-plan", ["form", "plan", "--period", "2025-07"] },
        { "form-reconciliation", ["form", "reconciliation", "--period", "2025-12", "--bank-balance", "1.00"] },
        { "form-clawback-notice", ["form", "clawback-notice", "--case", "CB-2025-01"] },
        { "form-adjustments", ["form", "adjustments"] },
    };

    public static TheoryData<string> Names => [.. AnswerSchemas.Types.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_schema_file_is_that_of_the_answer(string name)
    {
        var path = Repository.Path("docs", "schemas", $"{name}.schema.json");
        var schema = AnswerSchemas.Of(name);
        var written = File.Exists(path) ? await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken) : "";
        if (written == schema) return;
        await File.WriteAllTextAsync(path.Replace(".schema.", ".schema.received.", StringComparison.Ordinal), schema, TestContext.Current.CancellationToken);
        written.ShouldBe(schema, "read docs/schemas/*.received.json and move it over the file");
    }

    [Theory]
    [MemberData(nameof(Asked))]
    public async Task Json_is_as_its_schema_says(string name, string[] question)
    {
        var file = name == "trial-balance-month" ? "trial-balance" : name;
        var schema = JsonNode.Parse(await File.ReadAllTextAsync(
            Repository.Path("docs", "schemas", $"{file}.schema.json"), TestContext.Current.CancellationToken))!;
        var run = await Ask(question, "json");
        run.Errors.ShouldBeEmpty();
        // The journal is an object a line.
        var answers = name == "journal" ? run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries) : [run.Output];
        answers.ShouldNotBeEmpty();
        answers.SelectMany(answer => SchemaCheck.Findings(JsonDocument.Parse(answer).RootElement, schema)).ShouldBeEmpty();
    }

    [Fact]
    public void A_wrong_answer_is_found()
    {
        var schema = JsonNode.Parse(AnswerSchemas.Of("statement"))!;
        SchemaCheck.Findings(JsonDocument.Parse("""
            {"pool":"330999","from":"2025-1-01","to":"2025-12-31","more":1,
             "funds":[{"fund":"resident","lines":{"surplus":"1.5"}},{"fund":null,"lines":{}}]}
            """).RootElement, schema).ShouldBe(
        [
            "$.position is missing", "$.from is '2025-1-01', not ^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "$.more is not in the schema",
            @"$.funds[0].lines.surplus is '1.5', not ^-?[0-9]+\.[0-9]{2}$", "$.funds[1].fund is null, not string",
        ]);
    }

    [Theory]
    [MemberData(nameof(Asked))]
    public async Task Csv_is_as_its_schema_says(string name, string[] question)
    {
        var fields = JsonDocument.Parse(await File.ReadAllTextAsync(
                Repository.Path("docs", "schemas", $"{name}.csv.json"), TestContext.Current.CancellationToken))
            .RootElement.GetProperty("fields").EnumerateArray()
            .Select(field => (Name: field.GetProperty("name").GetString()!, Type: field.GetProperty("type").GetString()!)).ToList();
        var run = await Ask(question, "csv");
        run.Errors.ShouldBeEmpty();
        var rows = CsvRows.Of(run.Output);
        rows.Count.ShouldBeGreaterThan(1);
        // A star stands for as many columns as there are.
        var star = fields.FindIndex(field => field.Name == "*");
        if (star >= 0)
        {
            var more = rows[0].Count - fields.Count + 1;
            fields = [.. fields[..star], .. Enumerable.Range(star, more).Select(column => (rows[0][column], fields[star].Type)), .. fields[(star + 1)..]];
        }
        rows[0].ShouldBe(fields.Select(field => field.Name));
        foreach (var row in rows.Skip(1))
        {
            row.Count.ShouldBe(fields.Count);
            foreach (var (text, field) in row.Zip(fields)) (text == "" || IsOf(field.Type, text)).ShouldBeTrue($"{field.Name}: {text}");
        }
    }

    private Task<VerbRun> Ask(string[] question, string format) => samples.Run(
        [.. question, .. question.Contains("--pools") ? (string[])[] : ["--pool", "330999"], "--format", format]);

    private static bool IsOf(string type, string text) => Regex.IsMatch(text, type switch
    {
        "number" => @"^-?[0-9]+\.[0-9]{2,4}\z",
        "integer" => @"^[0-9]+\z",
        "date" => @"^[0-9]{4}-[0-9]{2}-[0-9]{2}\z",
        "yearmonth" => @"^[0-9]{4}-[0-9]{2}\z",
        "year" => @"^[0-9]{4}\z",
        "string" => "",
        _ => throw new InvalidOperationException($"no type {type}"),
    });
}
