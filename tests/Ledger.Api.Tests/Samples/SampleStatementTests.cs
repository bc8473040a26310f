using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ledger.Api.Tests.Samples;

/// <summary>What the verbs say of a loaded sample is an approved file, which a person has read line by line.</summary>
[Collection(VerbsCollection.Name)]
public sealed class SampleStatementTests(LoadedSamples samples)
{
    private static readonly JsonSerializerOptions _readable =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    [InlineData("year-in-the-life", "2025", "statement", "--from", "2025-01", "--to", "2025-12")]
    [InlineData("year-in-the-life", "2026", "statement", "--from", "2026-01", "--to", "2026-04")]
    [InlineData("year-in-the-life", "2025", "balance", "--as-of", "2025-12-31")]
    [InlineData("year-in-the-life", "2025", "capacity", "--as-of", "2025-12-31")]
    [InlineData("year-in-the-life", "2025", "trial-balance", "--as-of", "2025-12-31")]
    [InlineData("year-in-the-life", "2026", "trial-balance", "--as-of", "2026-04-30")]
    [InlineData("zhoushan-2021", "2021", "statement", "--from", "2021-01", "--to", "2021-12")]
    [InlineData("zhoushan-2021", "2021", "balance", "--as-of", "2021-12-31")]
    [InlineData("zhoushan-2021", "2021", "capacity", "--as-of", "2021-12-31")]
    [InlineData("zhoushan-2021", "2021", "trial-balance", "--as-of", "2021-12-31")]
    public async Task It_is_as_approved(string sample, string year, string verb, params string[] options) =>
        JsonSerializer.Serialize(await samples.Read(sample, verb, options), _readable)
            .ShouldMatchApproved(approval => approval
                .NoDiff()
                .SubFolder("Approved")
                .WithFilenameGenerator((_, _, type, extension) => $"{sample}.{verb}-{year}.{type}.{extension}")
                .WithFileExtension("json"));
}
