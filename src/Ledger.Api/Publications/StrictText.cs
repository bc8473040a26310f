using System.Text;

namespace Ledger.Api.Publications;

/// <summary>
/// Reads a file as UTF-8, with or without a byte order mark, and refuses every other encoding.
/// </summary>
internal static class StrictText
{
    private static readonly UTF8Encoding Strict = new(
        encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text of the file without its byte order mark, or what keeps it from being read.</summary>
    public static (string? Text, FileError? Error) Read(string path)
    {
        if (Directory.Exists(path)) return Refuse("is a folder; name a file in it");
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return Refuse("no such file");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Refuse($"cannot be read: {error.Message}");
        }

        try
        {
            var text = Strict.GetString(bytes);
            return (text.StartsWith('\uFEFF') ? text[1..] : text, null);
        }
        catch (DecoderFallbackException error)
        {
            var line = bytes.AsSpan(0, error.Index).Count((byte)'\n') + 1;
            return (null, new(path, line, null, "not UTF-8; save the file as «CSV UTF-8»"));
        }

        (string?, FileError?) Refuse(string reason) => (null, new(path, null, null, reason));
    }
}
