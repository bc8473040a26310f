namespace Ledger.Api.CommandLine;

/// <summary>What a verb ends with. Fixed: scripts test it.</summary>
public static class ExitCodes
{
    public const int Fine = 0;

    /// <summary>A finding: bad rows, a table that does not tie, a proof that fails.</summary>
    public const int Finding = 1;

    /// <summary>Wrong usage or configuration.</summary>
    public const int Usage = 2;
}
