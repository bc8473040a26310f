using System.Text.Json;

namespace Ledger.Api.Tests.Sheets;

/// <summary>A sheet as the JSON of the same question says that it must be.</summary>
/// <param name="Rows">
/// The cells under the headings; <see cref="ExportedView.Word"/> stands for a name in the reader's language, and what a row
/// lacks at its end is empty.
/// </param>
internal sealed record ExpectedSheet(string Name, IEnumerable<IReadOnlyList<string>> Rows);

/// <summary>A question that is answered in all forms, and what the workbook and the CSV of the answer have in each cell.</summary>
/// <param name="Name">As in docs/schemas.</param>
internal sealed record ExportedView(string Name, string[] Question,
    Func<JsonElement, IEnumerable<ExpectedSheet>> Workbook, Func<JsonElement, IEnumerable<IReadOnlyList<string>>> Csv)
{
    public const string Word = "a word";

    /// <summary>The answer says that something is wrong, as it should.</summary>
    public bool IsFinding { get; init; }

    public bool HasPages { get; init; } = true;

    /// <summary>The order of the rows is not that of JSON, which has them by year.</summary>
    public bool InAnyOrder { get; init; }

    /// <summary>With the pool of the sample, unless it names pools itself.</summary>
    public string[] Arguments(string pool) => [.. Question, .. Question.Contains("--pools") ? (string[])[] : ["--pool", pool]];

    public override string ToString() => Name;

    /// <summary>What is a word though it looks like a figure: the code of an account.</summary>
    public static string WordOf(string text) => $"{Word}: {text}";

    /// <summary>Strings and numbers of JSON as they are written; nothing where there is null.</summary>
    public static string Text(JsonElement row, string field) =>
        row.TryGetProperty(field, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : "";

    /// <summary>The values of some fields, their names with a space between them.</summary>
    public static IEnumerable<string> Texts(JsonElement row, string fields) => fields.Split(' ').Select(field => Text(row, field));

    public static IEnumerable<JsonElement> List(JsonElement answer, string field) => answer.GetProperty(field).EnumerateArray();

    /// <summary>The amounts of an object by their names.</summary>
    public static IEnumerable<(string Name, string Amount)> Amounts(JsonElement row, string field) =>
        row.GetProperty(field).EnumerateObject().Select(amount => (amount.Name, amount.Value.GetString() ?? ""));
}
