using System.Globalization;
using Ledger.Api.CommandLine;
using Ledger.Api.Pages.Parts;
using Ledger.Api.Reconciling;
using Ledger.Api.Sheets;

namespace Ledger.Api.Pages.Reconciliations;

/// <summary>The differences of a reconciliation as CSV: one a row, with the sums of both sides.</summary>
internal static class DifferencesFile
{
    private const string Between = "; ";

    internal static string Of(ReconcileAnswer answer) => CsvText.Of(SheetCsv.Of(
        [("pool", answer.Pool), ("from", answer.From), ("to", answer.To), ("as_of", answer.AsOf), ("position", Text(answer.Position))],
        [
            "source", "id", "kind", "status", "age_days", "difference", "assignee", "reason",
            .. Columns("here"), .. Columns("there"),
        ],
        answer.Sources.SelectMany(source => source.Differences.Select(one => (IReadOnlyList<string?>)
        [
            source.Source, one.Id, one.Kind, one.Status, Text(one.AgeDays), one.Amount, one.Assignee, one.Reason,
            .. Side(one.Here), .. Side(one.There),
        ]))));

    private static IEnumerable<string> Columns(string side) =>
        ((string[])["amount", "dates", "accounts", "funds", "documents", "parties", "lines"]).Select(name => $"{side}_{name}");

    private static IEnumerable<string?> Side(IReadOnlyList<LineAnswer> lines) =>
    [
        lines.Count == 0 ? null : lines.Sum(line => FigureNumber.Of(line.Amount)).ToString(CultureInfo.InvariantCulture),
        Joined(lines.Select(line => line.Date)), Joined(lines.Select(line => line.Account)), Joined(lines.Select(line => line.Fund)),
        Joined(lines.SelectMany(line => line.References)), Joined(lines.Select(line => line.Party)),
        Joined(lines.Select(line => line.Source)),
    ];

    // What is the same of all lines stands once.
    private static string? Joined(IEnumerable<string?> texts) =>
        texts.OfType<string>().ToHashSet(StringComparer.Ordinal) is { Count: > 0 } all ? string.Join(Between, all) : null;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
