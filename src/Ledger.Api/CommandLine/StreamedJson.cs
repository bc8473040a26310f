using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ledger.Api.CommandLine;

/// <summary>
/// Writes an answer whose one list may be longer than memory: what stands before the list as it is known then, the items as
/// they come, and what stands after it once they have all come. The JSON is that of the answer with all items in it.
/// </summary>
internal static class StreamedJson
{
    private const int ItemsPerFlush = 256;

    /// <param name="output">Where to.</param>
    /// <param name="answer">The answer without items; it is asked before the first and after the last.</param>
    /// <param name="list">The name of the list in the JSON.</param>
    /// <param name="items">The items.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    internal static async Task Write<TAnswer, TItem>(TextWriter output, Func<TAnswer> answer, string list,
        IAsyncEnumerable<TItem> items, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>();
        await using var writer = new Utf8JsonWriter(buffer, new()
        {
            Indented = JsonOutput.Options.WriteIndented, Encoder = JsonOutput.Options.Encoder, NewLine = "\n",
        });
        writer.WriteStartObject();
        foreach (var (name, value) in Properties(answer()).TakeWhile(property => property.Key != list))
            Write(writer, name, value);
        writer.WriteStartArray(list);
        var count = 0;
        await foreach (var item in items.WithCancellation(cancellationToken))
        {
            JsonSerializer.Serialize(writer, item, JsonOutput.Options);
            if (++count % ItemsPerFlush == 0) await Flush();
        }
        writer.WriteEndArray();
        foreach (var (name, value) in Properties(answer()).SkipWhile(property => property.Key != list).Skip(1))
            Write(writer, name, value);
        writer.WriteEndObject();
        await Flush();
        await output.WriteLineAsync();

        async Task Flush()
        {
            await writer.FlushAsync(cancellationToken);
            await output.WriteAsync(Encoding.UTF8.GetString(buffer.WrittenSpan).AsMemory(), cancellationToken);
            buffer.ResetWrittenCount();
        }
    }

    private static JsonObject Properties<TAnswer>(TAnswer answer) =>
        JsonSerializer.SerializeToNode(answer, JsonOutput.Options)!.AsObject();

    private static void Write(Utf8JsonWriter writer, string name, JsonNode? value)
    {
        writer.WritePropertyName(name);
        if (value is null) writer.WriteNullValue();
        else value.WriteTo(writer, JsonOutput.Options);
    }
}
