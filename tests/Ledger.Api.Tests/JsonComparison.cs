using System.Text.Json;

namespace Ledger.Api.Tests;

/// <summary>
/// Compares JSON to the letter, order of properties and form of numbers included, white space aside.
/// </summary>
internal static class JsonComparison
{
    public static void ShouldBeJson(this JsonElement actual, string expected) =>
        JsonSerializer.Serialize(actual).ShouldBe(
            JsonSerializer.Serialize(JsonDocument.Parse(expected).RootElement));
}
