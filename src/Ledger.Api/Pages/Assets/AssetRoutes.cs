using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Ledger.Api.Bundles;
using Ledger.Api.Pages.Frame;

namespace Ledger.Api.Pages.Assets;

/// <summary>
/// What pages load: style, script and charts, from this server alone. Their path has the hash of their bytes, so that a
/// browser keeps them for ever and never has an old one.
/// </summary>
internal static class AssetRoutes
{
    /// <summary>What checks a bundle: the script of the page that is in every bundle, since there is to be one alone.</summary>
    internal const string VerifyScript = "verify.js";

    private const int HashLength = 12;

    private static readonly FrozenDictionary<string, string> _types = new Dictionary<string, string>
    {
        ["ledger.css"] = "text/css; charset=utf-8",
        ["ledger.js"] = "text/javascript; charset=utf-8",
        ["ledger.svg"] = "image/svg+xml",
        [VerifyScript] = "text/javascript; charset=utf-8",
        ["echarts.js"] = "text/javascript; charset=utf-8",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, Asset> _assets = Load().ToFrozenDictionary(asset => asset.Name);

    /// <summary>
    /// Whether the charts' script is there: it comes from npm when the program is built. Without it charts are tables.
    /// </summary>
    internal static bool HasCharts => _assets.ContainsKey("echarts.js");

    internal static void Map(IEndpointRouteBuilder server) =>
        server.MapGet("/assets/{hash}/{name}", (string hash, string name, HttpContext http) =>
        {
            if (!_assets.TryGetValue(name, out var asset) || asset.Hash != hash) return Results.NotFound();
            http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
            return Results.Bytes(asset.Bytes, _types[name]);
        }).IsPublicPage();

    /// <summary>The path of an asset.</summary>
    internal static string Of(string name) => $"/assets/{_assets[name].Hash}/{name}";

    private static IEnumerable<Asset> Load()
    {
        yield return Of(VerifyScript, ScriptOf(Encoding.UTF8.GetString(BundleFiles.PageBytes())));
        foreach (var name in _types.Keys)
        {
            var file = Path.Combine(AppContext.BaseDirectory, "assets", name);
            if (!File.Exists(file)) continue;
            yield return Of(name, File.ReadAllBytes(file));
        }
    }

    private static Asset Of(string name, byte[] bytes) =>
        new(name, Convert.ToHexStringLower(SHA256.HashData(bytes))[..HashLength], bytes);

    // The page has one script (its policy names the hash of it).
    private static byte[] ScriptOf(string page)
    {
        const string begin = "<script>";
        var start = page.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        return Encoding.UTF8.GetBytes(page[start..page.IndexOf("</script>", start, StringComparison.Ordinal)]);
    }

    private sealed record Asset(string Name, string Hash, byte[] Bytes);
}
