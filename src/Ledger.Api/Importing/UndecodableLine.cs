using System.Text;

namespace Ledger.Api.Importing;

/// <summary>
/// Finds the line to mend in a file that is not of its encoding. A reader decodes far ahead of its rows, so
/// where it stopped says nothing.
/// </summary>
internal static class UndecodableLine
{
    /// <param name="stream">The file, from its start.</param>
    /// <param name="encoding">UTF-8 or GB18030, where a line end is never part of another character.</param>
    /// <returns>Number of the first line with bytes that are no text; the last line when the end is half of a
    /// character.</returns>
    public static int In(Stream stream, Encoding encoding)
    {
        var decoder = encoding.GetDecoder();
        var bytes = new byte[1 << 16];
        var chars = new char[encoding.GetMaxCharCount(bytes.Length)];
        var line = 1;
        try
        {
            for (int length; (length = stream.Read(bytes)) > 0;)
            {
                for (var start = 0; start < length;)
                {
                    var lineEnd = Array.IndexOf(bytes, (byte)'\n', start, length - start);
                    var next = lineEnd < 0 ? length : lineEnd + 1;
                    decoder.GetChars(bytes, start, next - start, chars, 0);
                    if (lineEnd >= 0) line++;
                    start = next;
                }
            }
        }
        catch (DecoderFallbackException)
        {
            // This is the line.
        }
        return line;
    }
}
