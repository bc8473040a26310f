using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using NodaTime.Text;

namespace Ledger.Api.Sheets.Pages;

/// <summary>
/// The objects of a PDF file (1.7), numbered as they come. Neither clock nor chance is in it: the same objects are the same
/// bytes.
/// </summary>
internal sealed class PdfFile
{
    private static readonly InstantPattern _date = InstantPattern.CreateWithInvariantCulture("'D:'uuuuMMddHHmmss'Z'");

    private readonly List<byte[]> _objects = [];

    /// <summary>Keeps a number for an object that others name before it is known.</summary>
    public int Reserve()
    {
        _objects.Add([]);
        return _objects.Count;
    }

    public int Add(string content)
    {
        var number = Reserve();
        Set(number, content);
        return number;
    }

    public void Set(int number, string content) => _objects[number - 1] = Encoding.ASCII.GetBytes(content);

    /// <param name="content">The stream, which is compressed here.</param>
    /// <param name="entries">Further entries of its dictionary.</param>
    public int AddStream(byte[] content, string entries = "")
    {
        var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true)) deflate.Write(content);
        var head = $"<< /Length {packed.Length} /Filter /FlateDecode {entries}>>\nstream\n";
        _objects.Add([.. Encoding.ASCII.GetBytes(head), .. packed.ToArray(), .. "\nendstream"u8]);
        return _objects.Count;
    }

    /// <summary>Text that stands outside the pages, such as a title.</summary>
    public static string Text(string text) => $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>";

    /// <param name="target">Where it goes.</param>
    /// <param name="catalog">The number of the catalogue of pages.</param>
    /// <param name="title">What the file is called.</param>
    /// <param name="dated">The day that it says it is of.</param>
    public void Save(Stream target, int catalog, string title, Instant dated)
    {
        var date = _date.Format(dated);
        var information = Add(
            $"<< /Title {Text(title)} /Producer (Ledger) /CreationDate ({date}) /ModDate ({date}) >>");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var content in _objects) hash.AppendData(content);
        var id = Convert.ToHexString(hash.GetHashAndReset().AsSpan(0, 16));

        var written = 0L;
        // The second line says to whoever carries the file that it is not text.
        Write("%PDF-1.7\n%\u00E2\u00E3\u00CF\u00D3\n");
        var offsets = new List<long>();
        for (var number = 1; number <= _objects.Count; number++)
        {
            offsets.Add(written);
            Write($"{number} 0 obj\n");
            target.Write(_objects[number - 1]);
            written += _objects[number - 1].Length;
            Write("\nendobj\n");
        }
        var table = written;
        Write($"xref\n0 {offsets.Count + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets) Write(offset.ToString("0000000000", CultureInfo.InvariantCulture) + " 00000 n \n");
        Write($"trailer\n<< /Size {offsets.Count + 1} /Root {catalog} 0 R /Info {information} 0 R /ID [<{id}> <{id}>] >>\n"
            + $"startxref\n{table}\n%%EOF\n");

        void Write(string text)
        {
            var bytes = Encoding.Latin1.GetBytes(text);
            target.Write(bytes);
            written += bytes.Length;
        }
    }
}
