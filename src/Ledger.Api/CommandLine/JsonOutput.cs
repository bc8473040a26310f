using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ledger.Api.CommandLine;

/// <summary>How every verb writes JSON: camelCase, indented, Chinese as Chinese.</summary>
public static class JsonOutput
{
    /// <summary>The <c>--json</c> of a verb.</summary>
    public static Option<bool> CreateOption() => new("--json") { Description = "Print JSON for programs" };

    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        // The output goes to a terminal or a program, never into a page: nothing needs escaping twice.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The same on one line.</summary>
    public static readonly JsonSerializerOptions OneLine = new(Options) { WriteIndented = false };

    /// <summary>Writes the value and a line end on the verb's standard output.</summary>
    public static void WriteJson<T>(this ParseResult parseResult, T value) =>
        parseResult.InvocationConfiguration.Output.WriteLine(JsonSerializer.Serialize(value, Options));
}
