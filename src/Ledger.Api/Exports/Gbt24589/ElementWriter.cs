using System.Text;
using System.Xml;

namespace Ledger.Api.Exports.Gbt24589;

/// <summary>Writes elements of one namespace as they come, each with its attributes; nothing is held in memory.</summary>
internal sealed class ElementWriter(Stream stream, string ns) : IAsyncDisposable
{
    private readonly XmlWriter _xml = XmlWriter.Create(stream, new()
    {
        Async = true, Indent = true, NewLineChars = "\n", CloseOutput = false,
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
    });

    /// <summary>Begins an element; an attribute without a value is left out.</summary>
    public async Task Begin(string element, params (string Name, string? Value)[] attributes)
    {
        await _xml.WriteStartElementAsync(null, element, ns);
        foreach (var (name, value) in attributes)
        {
            if (value is not null) await _xml.WriteAttributeStringAsync(null, name, null, Storable(value));
        }
    }

    public Task End() => _xml.WriteEndElementAsync();

    /// <summary>An element with nothing in it.</summary>
    public async Task Leaf(string element, params (string Name, string? Value)[] attributes)
    {
        await Begin(element, attributes);
        await End();
    }

    /// <summary>An element of words.</summary>
    public Task Words(string element, string words) => _xml.WriteElementStringAsync(null, element, ns, Storable(words));

    /// <summary>Ends the outermost element, and the line that it ends on.</summary>
    public async Task Finish()
    {
        await _xml.WriteEndElementAsync();
        await _xml.WriteWhitespaceAsync("\n");
    }

    public ValueTask DisposeAsync() => _xml.DisposeAsync();

    // XML can say nearly every character; what it cannot, no escape helps.
    private static string Storable(string text) => string.Concat(text.EnumerateRunes().Select(rune =>
        rune.Value is 0x9 or 0xA or 0xD or (>= 0x20 and not (0xFFFE or 0xFFFF)) ? rune.ToString() : "\uFFFD"));
}
