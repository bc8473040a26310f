using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.EventStore.Proofs;
using Ledger.Testing;

namespace Ledger.EventStore.Tests.Proofs;

/// <summary>What is hashed before it is stored is what PostgreSQL gives back.</summary>
public sealed class JsonbTextTests(PostgresFixture postgres, ITestOutputHelper output) : IClassFixture<PostgresFixture>
{
    private const int Values = 600;

    private static readonly JsonSerializerOptions[] _spellings =
    [
        new(), new() { WriteIndented = true }, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping },
    ];

    [Theory]
    [InlineData("""{"bb":1,"a":2,"c":3,"aa":4}""", """{"a": 2, "c": 3, "aa": 4, "bb": 1}""")]
    [InlineData("""{"é":1,"zz":2,"z":3}""", """{"z": 3, "zz": 2, "é": 1}""")]
    [InlineData("""{"a":{"y":[1,{"q":1,"b":2}],"x":{}},"B":[]}""", """{"B": [], "a": {"x": {}, "y": [1, {"b": 2, "q": 1}]}}""")]
    [InlineData(""" "a\u0001\u001f\u007f\/\\\"\b\f\n\r\t\u00e9\ud83d\ude00<>&'" """, "\"a\\u0001\\u001f\u007f/\\\\\\\"\\b\\f\\n\\r\\té😀<>&'\"")]
    [InlineData("[ -1 , 0, 9223372036854775807, true, false, null ]", "[-1, 0, 9223372036854775807, true, false, null]")]
    public async Task It_is_as_PostgreSQL_prints_it(string json, string text)
    {
        Made(json).ShouldBe(text);
        (await Printed(json)).ShouldBe(text);
    }

    [Fact]
    public async Task Whatever_the_value_and_its_spelling_it_is_as_PostgreSQL_prints_it()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var writer = new JsonbText();
        for (var round = 0; round < Values; round++)
        {
            var json = JsonSerializer.Serialize(Value(random, 3), _spellings[random.Next(_spellings.Length)]);
            Encoding.UTF8.GetString(writer.Of(Encoding.UTF8.GetBytes(json))).ShouldBe(await Printed(json), json);
        }
    }

    [Theory]
    [InlineData("""{"a":1.0}""")]
    [InlineData("""{"a":1e3}""")]
    public void A_number_that_could_be_spelled_in_two_ways_is_not_taken(string json) =>
        Should.Throw<NotSupportedException>(() => Made(json));

    private static string Made(string json) => Encoding.UTF8.GetString(new JsonbText().Of(Encoding.UTF8.GetBytes(json)));

    private async Task<string> Printed(string json)
    {
        await using var command = postgres.DataSource.CreateCommand("select $1::jsonb::text");
        command.Parameters.Add(new() { Value = json, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        return (string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    private static JsonNode? Value(Random random, int depth) => random.Next(depth > 0 ? 7 : 5) switch
    {
        0 => null,
        1 => JsonValue.Create(random.Next(2) == 0),
        2 => JsonValue.Create(random.NextInt64(long.MinValue, long.MaxValue)),
        3 or 4 => JsonValue.Create(Text(random)),
        5 => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, depth - 1))]),
        _ => new JsonObject(Enumerable.Range(0, random.Next(8)).Select(_ => Key(random)).ToHashSet()
            .Select(key => KeyValuePair.Create(key, Value(random, depth - 1)))),
    };

    private static string Key(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => "abAB_09"[random.Next(7)]));

    private static string Text(Random random)
    {
        string[] parts = ["a", "Ω", "支付", "\"", "\\", "/", "\n", "\t", "\u0001", "\u007f", "\u2028", "😀", "<", "&", "'", " "];
        return string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => parts[random.Next(parts.Length)]));
    }
}
