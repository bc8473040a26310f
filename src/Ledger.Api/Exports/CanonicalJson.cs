using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ledger.Api.Exports;

/// <summary>
/// One text for a JSON value, so that equal values are equal bytes: RFC 8785 (keys in the order of their UTF-16 code
/// units, no white space, nothing escaped that need not be), but that a number keeps its digits: fen may exceed what a
/// double can hold.
/// </summary>
internal static class CanonicalJson
{
    public static string Of(JsonNode? value)
    {
        var text = new StringBuilder();
        Write(text, value);
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonNode? value)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject members:
                WriteAll(text, '{', '}', members.OrderBy(member => member.Key, StringComparer.Ordinal), member =>
                {
                    Write(text, member.Key);
                    text.Append(':');
                    Write(text, member.Value);
                });
                break;
            case JsonArray items:
                WriteAll(text, '[', ']', items, item => Write(text, item));
                break;
            default:
                if (value.GetValueKind() == JsonValueKind.String) Write(text, value.GetValue<string>());
                else text.Append(value.ToJsonString());
                break;
        }
    }

    private static void WriteAll<T>(StringBuilder text, char begin, char end, IEnumerable<T> items, Action<T> write)
    {
        text.Append(begin);
        var isFirst = true;
        foreach (var item in items)
        {
            if (!isFirst) text.Append(',');
            isFirst = false;
            write(item);
        }
        text.Append(end);
    }

    private static void Write(StringBuilder text, string words)
    {
        text.Append('"');
        foreach (var c in words)
        {
            if (Escaped(c) is { } escaped) text.Append(escaped);
            else text.Append(c);
        }
        text.Append('"');
    }

    private static string? Escaped(char c) => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\b' => "\\b",
        '\t' => "\\t",
        '\n' => "\\n",
        '\f' => "\\f",
        '\r' => "\\r",
        < ' ' => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
        _ => null,
    };
}
