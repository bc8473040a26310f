using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Ledger.Api.Identity;
using Ledger.EventStore.Proofs;

namespace Ledger.Browser.Tests;

/// <summary>The events of a pool as the API gives them, a line each: what pages of the log are held against.</summary>
internal static class LogEvents
{
    internal static async Task<IReadOnlyList<JsonElement>> All(ServedPages served)
    {
        using var api = await served.Api(Role.Auditor);
        api.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/x-ndjson"));
        var lines = await api.GetStringAsync($"/api/v1/pools/{ServedPages.Year}/events", TestContext.Current.CancellationToken);
        return [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
    }

    internal static long Position(this JsonElement one) => one.GetProperty("position").GetInt64();

    internal static string Text(this JsonElement one, string name) => one.GetProperty(name).GetString() ?? "";

    /// <summary>A property of what the event says; nothing where it says nothing.</summary>
    internal static string Said(this JsonElement one, string name) =>
        one.GetProperty("data").TryGetProperty(name, out var value) ? value.ToString() : "";

    internal static string? Institution(this JsonElement one) =>
        InstitutionLeaves.InstitutionOf(Encoding.UTF8.GetBytes(one.GetProperty("data").GetRawText()));
}
