using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Forms;
using Ledger.Api.Institutions;
using Ledger.Api.Statements;

namespace Ledger.Api.Tests.Sheets;

/// <summary>The JSON schemas of the answers, made of their types; what their strings look like is told by their names.</summary>
internal static class AnswerSchemas
{
    private const string Amount = @"^-?[0-9]+\.[0-9]{2}$";
    private const string Ratio = @"^-?[0-9]+\.[0-9]{2,4}$";
    private const string Date = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
    private const string Month = "^[0-9]{4}-[0-9]{2}$";

    public static readonly IReadOnlyDictionary<string, Type> Types = new Dictionary<string, Type>
    {
        ["statement"] = typeof(StatementAnswer), ["statement-statutory"] = typeof(StatutoryAnswer),
        ["statement-years"] = typeof(YearsAnswer), ["statement-cover"] = typeof(CoverAnswer),
        ["statement-budget"] = typeof(BudgetedAnswer), ["statement-consolidated"] = typeof(ConsolidatedAnswer),
        ["balance-sheet"] = typeof(BalanceSheetAnswer), ["capacity"] = typeof(CapacityAnswer),
        ["trial-balance"] = typeof(TrialBalanceAnswer), ["budget"] = typeof(BudgetAnswer),
        ["institution"] = typeof(InstitutionStatementAnswer), ["ages"] = typeof(AgesAnswer),
        ["journal"] = typeof(JournalEntryAnswer), ["form-plan"] = typeof(PlanAnswer),
        ["form-reconciliation"] = typeof(ReconciliationAnswer), ["form-clawback-notice"] = typeof(ClawbackNoticeAnswer),
        ["form-adjustments"] = typeof(AdjustmentsAnswer),
    };

    // A number in an answer is a number, though a reader of ours would take a string for one.
    private static readonly JsonSerializerOptions _strict = new(JsonOutput.Options)
    {
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict,
    };

    private static readonly HashSet<string> _texts =
    [
        "pool", "fund", "form", "line", "code", "name", "english", "chinese", "source", "number", "reason", "policy", "band",
        "kind", "holder", "institution", "account", "document", "voucher", "payer", "receiver", "paidLine", "receivedLine",
        "original", "undoes", "actor", "direction", "channel", "case", "group", "recorded",
    ];

    private static readonly HashSet<string> _dates = ["from", "to", "asOf", "date", "oldest", "due", "bankDate"];
    private static readonly HashSet<string> _months = ["month", "period"];
    private static readonly HashSet<string> _ratios =
        ["executed", "figure", "limit", "outOfScopeShare", "outOfScopeShareLastYear", "selfPaidShare"];

    public static string Of(string name)
    {
        var schema = _strict.GetJsonSchemaAsNode(Types[name], new()
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = (context, node) => Told(context.PropertyInfo?.Name, node),
        });
        var whole = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["title"] = name };
        foreach (var (key, value) in schema.AsObject().ToList())
        {
            schema.AsObject().Remove(key);
            whole.Add(key, value);
        }
        return whole.ToJsonString(JsonOutput.Options) + "\n";
    }

    private static JsonNode Told(string? name, JsonNode node)
    {
        if (node is not JsonObject schema) return node;
        if (schema.ContainsKey("properties")) schema["additionalProperties"] = false;
        if (name is null) return schema;
        if (IsString(schema) && PatternOf(name) is { } pattern) schema["pattern"] = pattern;
        // Amounts by line, by fund, by age.
        if (schema["additionalProperties"] is JsonObject each && IsString(each)) each["pattern"] = Amount;
        return schema;
    }

    private static bool IsString(JsonObject schema) => schema["type"] switch
    {
        JsonArray types => types.Any(type => type!.GetValue<string>() == "string"),
        JsonValue type => type.GetValue<string>() == "string",
        _ => false,
    };

    private static string? PatternOf(string name) => _texts.Contains(name) ? null
        : _dates.Contains(name) ? Date : _months.Contains(name) ? Month : _ratios.Contains(name) ? Ratio : Amount;
}

/// <summary>Checks JSON against a schema, as far as the schemas of this ledger go.</summary>
internal static class SchemaCheck
{
    /// <summary>What is wrong, each with its place.</summary>
    public static IEnumerable<string> Findings(JsonElement value, JsonNode schema) => Findings(value, schema, schema, "$");

    private static IEnumerable<string> Findings(JsonElement value, JsonNode schema, JsonNode root, string place)
    {
        if (schema is JsonValue allowed) return allowed.GetValue<bool>() ? [] : [$"{place} is not in the schema"];
        if (schema["$ref"] is { } reference) return Findings(value, Resolve(root, reference.GetValue<string>()), root, place);
        if (!Types(schema).Contains(TypeOf(value))) return [$"{place} is {TypeOf(value)}, not {string.Join(" or ", Types(schema))}"];
        return value.ValueKind switch
        {
            JsonValueKind.Object => OfObject(value, schema, root, place),
            JsonValueKind.Array => value.EnumerateArray()
                .SelectMany((item, index) => Findings(item, schema["items"]!, root, $"{place}[{index}]")),
            JsonValueKind.String when schema["pattern"] is { } pattern
                && !System.Text.RegularExpressions.Regex.IsMatch(value.GetString()!, pattern.GetValue<string>())
                => [$"{place} is '{value.GetString()}', not {pattern}"],
            _ => [],
        };
    }

    private static IEnumerable<string> OfObject(JsonElement value, JsonNode schema, JsonNode root, string place)
    {
        foreach (var needed in schema["required"]?.AsArray() ?? [])
        {
            if (!value.TryGetProperty(needed!.GetValue<string>(), out _)) yield return $"{place}.{needed} is missing";
        }
        foreach (var property in value.EnumerateObject())
        {
            var one = schema["properties"]?[property.Name] ?? schema["additionalProperties"]
                ?? throw new InvalidOperationException($"{place}: the schema says nothing of other properties");
            foreach (var finding in Findings(property.Value, one, root, $"{place}.{property.Name}")) yield return finding;
        }
    }

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "integer",
        JsonValueKind.Null => "null",
        _ => "boolean",
    };

    private static List<string> Types(JsonNode schema) => schema["type"] switch
    {
        JsonArray types => [.. types.Select(type => type!.GetValue<string>())],
        JsonValue type => [type.GetValue<string>()],
        _ => throw new InvalidOperationException($"no type in {schema}"),
    };

    private static JsonNode Resolve(JsonNode root, string pointer) => pointer.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries)
        .Aggregate(root, (node, step) => int.TryParse(step, out var index) && node is JsonArray ? node[index]! : node[step]!);
}
