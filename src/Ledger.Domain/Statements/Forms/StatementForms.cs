using System.Text.Json;

namespace Ledger.Domain.Statements.Forms;

/// <summary>The statutory forms, and which of them a fund is reported in. Data.</summary>
public sealed class StatementForms
{
    private readonly Dictionary<FundCode, StatementForm> _byFund;
    private readonly StatementForm _general;

    private StatementForms(IReadOnlyList<StatementForm> all)
    {
        All = all;
        _byFund = all.SelectMany(form => form.Funds.Select(column => (column.Fund, form)))
            .ToDictionary(row => row.Fund, row => row.form);
        _general = all.SingleOrDefault(form => form.Funds.Count == 0)
            ?? throw new FormatException("exactly one form must name no fund: it serves those without one of their own");
    }

    public IReadOnlyList<StatementForm> All { get; }

    /// <exception cref="FormatException">
    /// The text is not of that shape, or a form loses or doubles a figure; the message names the form.
    /// </exception>
    public static StatementForms Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var forms = new StatementForms(
                [.. document.RootElement.GetProperty("forms").EnumerateArray().Select(Read)]);
            foreach (var form in forms.All) FormCheck.Check(form);
            return forms;
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException
            or ArgumentException or FormatException)
        {
            throw new FormatException($"not a file of statement forms: {error.Message}", error);
        }
    }

    /// <summary>The form in which the fund has a column, else the general one.</summary>
    public StatementForm Of(FundCode fund) => _byFund.GetValueOrDefault(fund, _general);

    private static StatementForm Read(JsonElement form) =>
        new(form.Text("id"), form.Text("chinese"), form.Text("english"), form.Text("source"),
            [.. form.GetProperty("funds").EnumerateArray().Select(ReadColumn)],
            [.. form.GetProperty("left").EnumerateArray().Select(ReadRow)],
            [.. form.GetProperty("right").EnumerateArray().Select(ReadRow)]);

    private static FormColumn ReadColumn(JsonElement row) =>
        new(FundCode.Of(row.Text("fund")), row.Text("chinese"), row.Text("english"));

    private static FormRow ReadRow(JsonElement row) =>
        new(row.TryGetProperty("number", out var number) ? number.GetString() : null,
            row.Text("chinese"), row.Text("english"),
            [.. row.GetProperty("lines").EnumerateArray().Select(line => line.GetString() ?? "")],
            row.TryGetProperty("ofWhich", out var part) && part.GetBoolean());
}
