using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ledger.Api.Tests.Samples;

/// <summary>
/// What some figures of a loaded sample are made of is an approved file; of a long list its ends and its length. When and by
/// whom the sample was loaded is left out.
/// </summary>
[Collection(VerbsCollection.Name)]
public sealed class SampleTraceTests(LoadedSamples samples) : IClassFixture<LoadedSamples>
{
    private const int ListedMax = 6;

    private static readonly JsonSerializerOptions _readable =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    [InlineData("closing", "trace", "--fund", "resident", "--line", "closing", "--to", "2025-12-31")]
    [InlineData("months", "trace", "--fund", "employee-pooled", "--line", "months", "--to", "2025-12-31")]
    [InlineData("interest", "trace", "--fund", "resident", "--line", "income.interest", "--from", "2025-01-01", "--to", "2025-12-31")]
    [InlineData("prepayments", "trace", "--account", "resident:asset:prepayments", "--to", "2025-12-31")]
    [InlineData("clawbacks", "trace", "--institution", "H33099900009", "--year", "2025", "--figure", "clawbackOutstanding")]
    [InlineData("executed", "trace", "--institution", "H33099900010", "--year", "2025", "--figure", "executed")]
    [InlineData("region", "trace", "--year", "2025", "--figure", "remaining")]
    [InlineData("clearing", "diff", "--from", "2025-12", "--to", "2026-04", "--between", "9440", "--and", "9515")]
    public async Task It_is_as_approved(string name, string verb, params string[] options)
    {
        var answer = JsonNode.Parse((await samples.Read("year-in-the-life", verb, options)).GetRawText())!.AsObject();
        foreach (var one in answer["events"]!.AsArray())
        {
            one!.AsObject().Remove("recorded");
            one.AsObject().Remove("actor");
        }
        foreach (var list in (string[])["events", "lines", "institutions", "sums"])
        {
            if (answer[list] is not JsonArray { Count: > ListedMax } all) continue;
            answer[list] = new JsonArray([.. all.Take(ListedMax / 2).Concat(all.TakeLast(ListedMax / 2)).Select(one => one!.DeepClone()), $"of {all.Count}"]);
        }
        JsonSerializer.Serialize(answer, _readable).ShouldMatchApproved(approval => approval
            .NoDiff()
            .SubFolder("Approved")
            .WithFilenameGenerator((_, _, type, extension) => $"year-in-the-life.{verb}-{name}.{type}.{extension}")
            .WithFileExtension("json"));
    }
}
