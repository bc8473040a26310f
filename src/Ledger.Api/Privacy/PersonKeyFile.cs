using System.Security.Cryptography;
using Ledger.Api.CommandLine;
using Ledger.Api.Database;

namespace Ledger.Api.Privacy;

/// <summary>The key of the person references, in a file that only its owner reads and that is whole or not there.</summary>
internal sealed class PersonKeyFile(LedgerHome home)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private readonly string _folder = System.IO.Path.Combine(home.Path, "keys");

    public string Path => System.IO.Path.Combine(_folder, "person.key");

    /// <summary>Makes the key unless there is one. Of several processes that try, one makes it and all use it.</summary>
    public bool Make()
    {
        if (File.Exists(Path)) return false;
        var draft = System.IO.Path.Combine(_folder, $"person.{RandomNumberGenerator.GetHexString(16)}.unfinished");
        try
        {
            Directory.CreateDirectory(_folder, OwnerOnly | UnixFileMode.UserExecute);
            Write(draft);
            // Never over a key that is there already: it is the one that others have used.
            return OperatingSystemCalls.TryLink(draft, Path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw home.Unusable(problem);
        }
        finally
        {
            if (File.Exists(draft)) File.Delete(draft);
        }
    }

    public byte[] Read()
    {
        try
        {
            if ((File.GetUnixFileMode(Path) & Others) != 0)
                throw new UserError($"{Path} is open to other users; run chmod 600 on it");
            var key = File.ReadAllBytes(Path);
            return key.Length == PersonTokens.KeyBytes
                ? key
                : throw new UserError($"{Path} is no key of {PersonTokens.KeyBytes} bytes; put the copy of it back");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{Path} cannot be read: {problem.Message}");
        }
    }

    private static void Write(string draft)
    {
        using var stream = new FileStream(draft, new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly,
        });
        stream.Write(RandomNumberGenerator.GetBytes(PersonTokens.KeyBytes));
        stream.Flush(flushToDisk: true);
    }
}
