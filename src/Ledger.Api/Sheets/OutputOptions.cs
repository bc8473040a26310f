using System.CommandLine;
using Ledger.Api.CommandLine;

namespace Ledger.Api.Sheets;

/// <summary>What was asked for: in which form, and into which file.</summary>
/// <param name="File">Null for standard output.</param>
internal sealed record Output(string Format, string? File, TextWriter Writer);

/// <summary>The options <c>--format</c>, <c>--out</c> and <c>--json</c> of a verb.</summary>
internal sealed class OutputOptions
{
    public const string Table = "table";
    public const string Json = "json";
    public const string Csv = "csv";
    public const string Xlsx = "xlsx";
    public const string Pdf = "pdf";

    private readonly Option<string> _format = new("--format") { DefaultValueFactory = _ => Table };
    private readonly Option<string?> _file = new("--out") { Description = "Write it to this file instead" };
    private readonly Option<bool> _json = JsonOutput.CreateOption();

    private OutputOptions()
    {
    }

    /// <summary>Adds them to a verb that answers in all forms.</summary>
    public static OutputOptions On(Command verb) => On(verb, [Table, Json, Csv, Xlsx, Pdf]);

    /// <summary>Adds them to a verb that answers in these forms.</summary>
    public static OutputOptions On(Command verb, string[] formats)
    {
        var options = new OutputOptions();
        options._format.Description = $"{string.Join(", ", formats[..^1])} or {formats[^1]}";
        options._format.AcceptOnlyFromAmong(formats);
        foreach (var option in (Option[])[options._format, options._file, options._json]) verb.Options.Add(option);
        verb.Validators.Add(result =>
        {
            // As it was typed: what is no form is refused by the option itself.
            var format = result.GetResult(options._format)?.Tokens is [var typed, ..] ? typed.Value : Table;
            if (format is Xlsx or Pdf && !result.GetValue(options._json) && result.GetValue(options._file) is null)
                result.AddError(UserLanguage.Say($"--format {format} makes a file; name it with --out", $"--format {format} 生成文件, 请用 --out 指定文件名"));
        });
        return options;
    }

    public Output Of(ParseResult result) => new(result.GetValue(_json) ? Json : result.GetValue(_format)!,
        result.GetValue(_file), result.InvocationConfiguration.Output);
}
