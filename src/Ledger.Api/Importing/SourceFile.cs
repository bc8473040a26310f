using System.Security.Cryptography;
using Ledger.Api.CommandLine;

namespace Ledger.Api.Importing;

/// <summary>A file to import as it lies on the disk, whatever its format.</summary>
internal static class SourceFile
{
    /// <exception cref="UserError">No such file, or a folder.</exception>
    public static void ShouldExist(string path)
    {
        if (Directory.Exists(path)) throw new UserError($"{path}: is a folder; name the file in it");
        if (!File.Exists(path)) throw new UserError($"{path}: no such file");
    }

    /// <exception cref="UserError">It cannot be read.</exception>
    public static FileStream OpenRead(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{path}: cannot be read: {error.Message}");
        }
    }

    /// <summary>SHA-256 of the whole file, in hexadecimal digits.</summary>
    public static async Task<string> Hash(string path, CancellationToken cancellationToken)
    {
        await using var stream = OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }
}
