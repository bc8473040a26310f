using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Domain;
using Ledger.Domain.Publications;

namespace Ledger.Api.Publications;

/// <summary>
/// The JSON of <c>tieout --json</c>, fixed: other programs read it. Amounts are decimal strings.
/// </summary>
internal static class TieoutJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        // What only a ledger can say is left out where none was asked.
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // Publications have Chinese names, and this is no HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower), new AmountConverter() },
    };

    public static string Of(TieOutResult result) => JsonSerializer.Serialize(
        new
        {
            Findings = result.Findings.Select(finding => new
            {
                finding.Publication,
                finding.Fund,
                finding.Check,
                finding.Line,
                finding.Printed,
                finding.Computed,
                finding.Difference,
                finding.Printed.Unit,
                finding.Class,
                Events = finding.Explanation?.Events.Select(one => new
                {
                    one.Position, one.Kind, Document = one.Document.Text, Date = one.Date.Iso(),
                    Amount = one.Amount.ToString(), Late = one.IsLate,
                }),
                EventCount = finding.Explanation?.Count,
                finding.Explanation?.Unexplained,
            }),
            result.Months,
            result.NotChecked,
            result.Ledger,
        },
        Options);

    private sealed class AmountConverter : JsonConverter<PublishedAmount>
    {
        public override PublishedAmount Read(
            ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Tie-out's JSON is written, never read.");

        public override void Write(
            Utf8JsonWriter writer, PublishedAmount value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
