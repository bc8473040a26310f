using System.Globalization;
using System.Text;
using System.Text.Json;
using Ledger.Api.CommandLine;
using NodaTime;
using Spectre.Console;

namespace Ledger.Api.Statements;

/// <summary>Whole months, both included.</summary>
public readonly record struct StatementSpan(YearMonth First, YearMonth Last)
{
    public LocalDate From => First.OnDayOfMonth(1);

    public LocalDate To => Last.OnDayOfMonth(1).With(DateAdjusters.EndOfMonth);

    /// <summary>The same months of an earlier year.</summary>
    public StatementSpan YearsBefore(int years) => new(First.PlusMonths(-12 * years), Last.PlusMonths(-12 * years));

    public override string ToString() => First == Last ? $"{First:yyyy-MM}" : $"{First:yyyy-MM}..{Last:yyyy-MM}";
}

/// <summary>One answer in the three ways in which it is given.</summary>
/// <param name="Csv">Rows of fields, the header first.</param>
/// <param name="Finding">The answer shows something that is wrong; the verb then ends with 1.</param>
public sealed record StatementReport(
    object Json, IReadOnlyList<IReadOnlyList<string?>> Csv, Action<IAnsiConsole> Print, bool Finding = false)
{
    /// <summary>Writes it in a format, to a file or to standard output.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="UserError">The file cannot be written.</exception>
    public int Write(TextWriter output, string format, string? file)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        // A terminal decides the width of what is printed on it at once.
        if (format == "table") Print(PlainConsole.On(file is null ? output : text));
        else if (format == "json") text.Write(JsonSerializer.Serialize(Json, JsonOutput.Options) + "\n");
        else text.Write(CsvText());
        if (file is null) output.Write(text.ToString());
        else WriteFile(file, text.ToString());
        return Finding ? ExitCodes.Finding : ExitCodes.Fine;
    }

    internal static void WriteFile(string path, string text)
    {
        try
        {
            File.WriteAllText(path, text);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"--out {path}: cannot be written: {error.Message}");
        }
    }

    private string CsvText()
    {
        var text = new StringBuilder();
        foreach (var row in Csv) text.Append(string.Join(',', row.Select(Field))).Append('\n');
        return text.ToString();
    }

    // Names come from data that a user may have mended.
    private static string Field(string? text) => text is null ? ""
        : text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
