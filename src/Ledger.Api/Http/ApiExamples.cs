using System.Text.Json.Nodes;

namespace Ledger.Api.Http;

/// <summary>Requests and what they were answered (<c>examples.json</c>, made and held to the routes by a test).</summary>
internal static class ApiExamples
{
    private static readonly Lazy<IReadOnlyList<ApiExample>> _all = new(Read);

    /// <summary>The examples of a route, such as <c>GET /api/v1/pools/{pool}/funds</c>.</summary>
    internal static IEnumerable<ApiExample> Of(string route) => _all.Value.Where(example => example.Route == route);

    private static List<ApiExample> Read()
    {
        using var file = typeof(ApiExamples).Assembly.GetManifestResourceStream("examples.json")!;
        return
        [
            .. JsonNode.Parse(file)!.AsArray().Select(one => new ApiExample(
                one!["route"]!.GetValue<string>(), one["path"]!.GetValue<string>(), one["body"], one["status"]!.GetValue<int>(), one["answer"])),
        ];
    }
}

/// <param name="Path">What follows the pool in the path, with the query.</param>
/// <param name="Body">Null of a read; a text where it is no JSON.</param>
internal sealed record ApiExample(string Route, string Path, JsonNode? Body, int Status, JsonNode? Answer);
