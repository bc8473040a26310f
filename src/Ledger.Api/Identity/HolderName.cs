using Ledger.Api.CommandLine;

namespace Ledger.Api.Identity;

/// <summary>The name of who holds a key, which events keep as who recorded them.</summary>
internal static class HolderName
{
    private const int LengthMax = 200;

    /// <exception cref="UserError">It is empty, too long or has control characters.</exception>
    internal static string? Of(string? name)
    {
        if (name is null) return null;
        return name.Trim() is { Length: > 0 and <= LengthMax } text && !text.Any(char.IsControl)
            ? text
            : throw new UserError(UserLanguage.Say(
                $"--name must be one line of at most {LengthMax} characters", $"--name 应为一行,最多 {LengthMax} 个字符"));
    }
}
