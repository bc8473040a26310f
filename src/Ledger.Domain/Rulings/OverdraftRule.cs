using System.Text.Json;

namespace Ledger.Domain.Rulings;

/// <summary>What becomes of an imported fact that takes a pooled fund below zero.</summary>
/// <param name="Flags">It is recorded and reported; else refused. A payment that is decided here is always refused.</param>
public sealed record OverdraftRule(string Policy, bool Flags)
{
    public static readonly OverdraftRule Refuse = new("overdraft-refuse", false);

    internal static OverdraftRule Read(JsonElement row) => new(row.Text("policy"), row.Text("imported") switch
    {
        "refuse" => false,
        "flag" => true,
        var other => throw new FormatException($"imported '{other}' is neither refuse nor flag"),
    });
}
