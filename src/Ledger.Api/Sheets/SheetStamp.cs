using Ledger.Api.CommandLine;
using Ledger.Domain;
using NodaTime;
using NodaTime.Text;

namespace Ledger.Api.Sheets;

/// <summary>
/// Which state of the books a sheet shows. It is all that a file says about time, so that the same figures are the same
/// bytes whenever they are written.
/// </summary>
/// <param name="Footer">Pool, position and when that was recorded, for people.</param>
/// <param name="Recorded">When the last of the positions was recorded.</param>
internal sealed record SheetStamp(string Footer, Instant Recorded)
{
    private static readonly OffsetDateTimePattern _minute =
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm");

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
        return new(string.Join(words.Say("; ", ";"), pools), last);
    }
}
