using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Domain.Events;

namespace Ledger.Domain.Tests.Events;

/// <summary>
/// What was stored once can be read for ever. An approved sample only ever gains properties.
/// </summary>
public sealed class EventSampleTests
{
    private static readonly JsonSerializerOptions _readable =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Kinds => EventTypesTests.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void It_is_stored_as_approved(string kind) =>
        Readable(EventJson.Write(Sample(kind))).ShouldMatchApproved(approval => approval
            .NoDiff()
            .SubFolder("Samples")
            .WithFilenameGenerator((_, _, type, extension) => $"{kind}.{type}.{extension}")
            .WithFileExtension("json"));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_approved_sample_reads_back_equal(string kind) =>
        Read(kind, Approved(kind)).ShouldBe(Sample(kind));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Properties_that_this_program_does_not_know_are_passed_over(string kind) =>
        Read(kind, Approved(kind).Replace("{", """{ "Unknown": {"Nested": [1, null]},""", StringComparison.Ordinal))
            .ShouldBe(Sample(kind));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_order_of_keys_does_not_matter_as_jsonb_has_its_own(string kind)
    {
        var stored = JsonNode.Parse(Approved(kind))!;
        Read(kind, Ordered(stored, ShortestFirst).ToJsonString()).ShouldBe(Sample(kind));
        Read(kind, Ordered(stored, LastFirst).ToJsonString()).ShouldBe(Sample(kind));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_is_null_or_default_is_left_out(string kind) =>
        EventJson.Write(Sample(kind)).ShouldNotContain("null");

    [Fact]
    public void No_sample_is_left_of_a_kind_that_is_gone() =>
        Directory.GetFiles(Repository.PathOf("tests/Ledger.Domain.Tests/Events/Samples"), "*.approved.json")
            .Select(path => Path.GetFileName(path)[..^".approved.json".Length])
            .ShouldBe(EventTypes.All.Select(type => type.Name), ignoreOrder: true);

    internal static string Approved(string kind) =>
        Repository.Text($"tests/Ledger.Domain.Tests/Events/Samples/{kind}.approved.json");

    private static FundEvent Sample(string kind) => EventSamples.Of(EventTypes.Find(kind)!);

    private static FundEvent Read(string kind, string json) => EventJson.Read(EventTypes.Find(kind)!, json);

    private static string Readable(string json) => JsonNode.Parse(json)!.ToJsonString(_readable);

    // jsonb sorts keys by length and then by bytes.
    private static IEnumerable<KeyValuePair<string, JsonNode?>> ShortestFirst(JsonObject node) =>
        node.OrderBy(row => row.Key.Length).ThenBy(row => row.Key, StringComparer.Ordinal);

    private static IEnumerable<KeyValuePair<string, JsonNode?>> LastFirst(JsonObject node) => node.Reverse();

    private static JsonNode Ordered(
        JsonNode node, Func<JsonObject, IEnumerable<KeyValuePair<string, JsonNode?>>> order) =>
        node is JsonObject inner
            ? new JsonObject(order(inner).Select(row =>
                new KeyValuePair<string, JsonNode?>(row.Key, Ordered(row.Value!, order))))
            : node.DeepClone();
}
