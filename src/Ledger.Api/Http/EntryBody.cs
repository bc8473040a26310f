using System.Collections.Frozen;
using System.Text.Json;
using Ledger.Api.CommandLine;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;

namespace Ledger.Api.Http;

/// <summary>
/// Entries of a body: an object, or a list of objects that are one voucher. Each has the columns of the events file in
/// camelCase, and is read and checked by the same parser as a row of one.
/// </summary>
public static class EntryBody
{
    private static readonly FrozenDictionary<string, string> _columns =
        EntryColumns.All.ToFrozenDictionary(FieldOf, column => column, StringComparer.Ordinal);

    // Whole numbers that are no amounts may stand as JSON numbers; an amount never does, since a reader may take it for a
    // binary fraction.
    private static readonly FrozenSet<string> _counts =
        new[] { EntryColumns.Persons, EntryColumns.Count, EntryColumns.BudgetYear }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly JsonDocumentOptions _strict = new()
    {
        MaxDepth = RequestLimits.Depth, AllowDuplicateProperties = false,
    };

    /// <summary>Every field of a body.</summary>
    public static IReadOnlyList<string> Fields { get; } = [.. EntryColumns.All.Select(FieldOf)];

    /// <summary>What a body calls a column: <c>bank_date</c> is <c>bankDate</c>.</summary>
    public static string FieldOf(string column) =>
        string.Concat(column.Split('_').Select((word, index) => index == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));

    /// <summary>Reads a body.</summary>
    /// <param name="body">JSON in UTF-8.</param>
    /// <param name="funds">The funds that an entry may name.</param>
    /// <param name="kinds">Kinds that are taken, the first where an entry names none; null takes all and needs one.</param>
    /// <param name="problem">What is malformed; null where nothing is.</param>
    /// <returns>The entries, in order; empty where something is malformed.</returns>
    public static IReadOnlyList<FundEvent> Read(
        ReadOnlyMemory<byte> body, FundCatalogue funds, IReadOnlyList<string>? kinds, out IResult? problem)
    {
        try
        {
            using var json = JsonDocument.Parse(body, _strict);
            return Read(json.RootElement, funds, kinds, out problem);
        }
        catch (JsonException)
        {
            problem = Problems.Of(ProblemType.BadRequest, UserLanguage.Say(
                "the body is not JSON, is too deep, or names a field twice", "请求体不是 JSON、层次过深或字段重复"));
            return [];
        }
    }

    private static List<FundEvent> Read(
        JsonElement root, FundCatalogue funds, IReadOnlyList<string>? kinds, out IResult? problem)
    {
        var sent = root.ValueKind == JsonValueKind.Array ? [.. root.EnumerateArray()] : new List<JsonElement> { root };
        if (sent.Count is 0 or > RequestLimits.EntriesMax)
        {
            problem = Problems.Of(ProblemType.BadRequest, UserLanguage.Say(
                $"a body has 1 to {RequestLimits.EntriesMax} entries", $"请求体应有 1 至 {RequestLimits.EntriesMax} 条业务数据"));
            return [];
        }
        var parser = new EntryParser(funds);
        var entries = new List<FundEvent>(sent.Count);
        var errors = new List<EntryError>();
        for (var index = 0; index < sent.Count; index++)
        {
            if (Entry(sent[index], index, parser, kinds, errors) is { } entry) entries.Add(entry);
        }
        problem = errors.Count == 0 ? OneVoucher(entries) : Problems.Of(ProblemType.MalformedEntry, Line(errors[0]), errors);
        return problem is null ? entries : [];
    }

    private static FundEvent? Entry(
        JsonElement sent, int index, EntryParser parser, IReadOnlyList<string>? kinds, List<EntryError> errors)
    {
        if (sent.ValueKind != JsonValueKind.Object)
        {
            errors.Add(new(index, null, UserLanguage.Say("must be an object", "应为对象")));
            return null;
        }
        var fields = new string?[EntryColumns.All.Count];
        var before = errors.Count;
        foreach (var field in sent.EnumerateObject()) Take(field, index, fields, errors);
        if (errors.Count > before) return null;
        var kind = EntryParser.IndexOf(EntryColumns.Kind);
        fields[kind] ??= kinds?[0];
        if (kinds is not null && !kinds.Contains(fields[kind]))
        {
            errors.Add(new(index, EntryColumns.Kind, UserLanguage.Say(
                $"is not one of {string.Join(", ", kinds)}; POST entries takes any", $"不在 {string.Join("、", kinds)} 之中;entries 接受所有种类")));
            return null;
        }
        var entry = parser.Parse(fields, out var problems);
        errors.AddRange(problems.Select(problem =>
            new EntryError(index, FieldOf(problem.Column), problem.Reason.In(UserLanguage.IsChinese))));
        return entry;
    }

    private static void Take(JsonProperty field, int index, string?[] fields, List<EntryError> errors)
    {
        if (!_columns.TryGetValue(field.Name, out var column))
        {
            errors.Add(new(index, PlainLine.Beginning(field.Name), UserLanguage.Say("is not a field of an entry", "不是业务数据的字段")));
            return;
        }
        if (Text(field.Value, column) is { } text) fields[EntryParser.IndexOf(column)] = text;
        else if (field.Value.ValueKind != JsonValueKind.Null)
            errors.Add(new(index, field.Name, UserLanguage.Say("must be a string, as \"12.00\"", "应为字符串,如 \"12.00\"")));
    }

    private static string? Text(JsonElement value, string column)
    {
        if (value.ValueKind == JsonValueKind.Number && _counts.Contains(column)) return value.GetRawText();
        if (value.ValueKind != JsonValueKind.String) return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half of a character, written as an escape.
            return null;
        }
    }

    // What stands in one list stands or falls together, and a voucher is all there is to it.
    private static IResult? OneVoucher(List<FundEvent> entries)
    {
        if (entries.Select(entry => entry.Voucher).Distinct().Count() <= 1) return null;
        return Problems.Of(ProblemType.MalformedEntry, UserLanguage.Say(
            "a list is one voucher: its entries name the same voucher, or none", "数组即一张凭证:各条须为同一凭证号,或均不填"));
    }

    private static string Line(EntryError error) => error.Field is null
        ? UserLanguage.Say($"entry {error.Index}: {error.Reason}", $"第 {error.Index} 条:{error.Reason}")
        : UserLanguage.Say($"entry {error.Index}: {error.Field}: {error.Reason}", $"第 {error.Index} 条:{error.Field}:{error.Reason}");
}
