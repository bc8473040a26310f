using Ledger.Api.CommandLine;
using Ledger.Api.Proofs;
using Ledger.Domain;
using NodaTime;
using NodaTime.Text;

namespace Ledger.Api.Sheets;

/// <summary>
/// Which state of the books a sheet shows. It is all that a file says about time, so that the same figures are the same
/// bytes whenever they are written.
/// </summary>
/// <param name="Footer">Pool, position and when that was recorded, for people.</param>
/// <param name="Signed">The newest signed checkpoint of what the sheet shows, for people; null where there is none.</param>
/// <param name="Recorded">When the last of the positions was recorded.</param>
internal sealed record SheetStamp(string Footer, string? Signed, Instant Recorded)
{
    /// <summary>Enough of a root to find it among others; who checks it has the checkpoint itself.</summary>
    private const int RootDigits = 16;

    private static readonly OffsetDateTimePattern _minute =
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm");

    /// <exception cref="UserError">A checkpoint or a key that is at hand cannot be read.</exception>
    public static async Task<SheetStamp> Of(LedgerContext ledger, SheetWords words,
        IReadOnlyDictionary<string, long> positions, CancellationToken cancellationToken)
    {
        var (pools, last) = (new List<string>(), Instant.MinValue);
        foreach (var (pool, position) in positions)
        {
            await foreach (var recorded in ledger.Store.Read(PoolCode.Of(pool), position, position, cancellationToken))
            {
                var when = _minute.Format(recorded.Recorded.WithOffset(ChinaTime.Offset));
                pools.Add(words.Say($"pool {pool}, position {position}, recorded {when} (UTC+8)",
                    $"统筹区 {pool} 账务序号 {position},记录于 {when}(北京时间)"));
                last = Instant.Max(last, recorded.Recorded);
            }
        }
        var signed = positions.Select(one => SignedOf(words, one.Key, one.Value, positions.Count > 1)).OfType<string>().ToList();
        var between = words.Say("; ", ";");
        return new(string.Join(between, pools), signed.Count > 0 ? string.Join(between, signed) : null, last);
    }

    private static string? SignedOf(SheetWords words, string pool, long position, bool named)
    {
        if (CheckpointFolder.FromEnvironment().Newest(PoolCode.Of(pool), position, PublicKeyOption.Keys([])) is not { } signed)
            return null;
        var root = Convert.ToHexStringLower(signed.Root)[..RootDigits];
        return words.Say($"signed checkpoint{(named ? $" of pool {pool}" : "")}: {signed.Size} events, root {root}…",
            $"{(named ? $"统筹区 {pool} " : "")}签名检查点:前 {signed.Size} 条,根值 {root}…");
    }
}
