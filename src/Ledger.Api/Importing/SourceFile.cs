using System.Security.Cryptography;
using Ledger.Api.CommandLine;

namespace Ledger.Api.Importing;

/// <summary>A file to import as it lies on the disk, whatever its format.</summary>
internal static class SourceFile
{
    /// <exception cref="UserError">No such file, or a folder.</exception>
    public static void ShouldExist(string path)
    {
        if (Directory.Exists(path))
        {
            throw new UserError(UserLanguage.Say(
                $"{path}: is a folder; name the file in it", $"{path}: 是文件夹,请给出其中的文件"));
        }
        if (!File.Exists(path)) throw new UserError(UserLanguage.Say($"{path}: no such file", $"{path}: 没有这个文件"));
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
            throw new UserError(UserLanguage.Say(
                $"{path}: cannot be read: {error.Message}", $"{path}: 无法读取: {error.Message}"));
        }
    }

    /// <summary>SHA-256 of the whole file, in hexadecimal digits.</summary>
    public static async Task<string> Hash(string path, CancellationToken cancellationToken)
    {
        await using var stream = OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }
}
