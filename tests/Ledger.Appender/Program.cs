using System.Globalization;
using Ledger.Api;
using Ledger.Appender;
using Ledger.Domain;

// CONNECTION NAME SEED CONNECTIONS APPENDS POOL…: so many appends on each of so many connections; with 0 appends one is
// begun, and held until the process ends.
var pools = args[5..].Select(PoolCode.Of).ToList();
var (seed, connections, appends) = (Number(args[2]), Number(args[3]), Number(args[4]));
await using var ledger = new LedgerContext(LedgerContext.DataSource(args[0]));
await Task.WhenAll(Enumerable.Range(0, connections).Select(connection => Task.Run(async () =>
{
    var appender = new PausingAppender(ledger, $"{args[1]}-{connection}", new(seed + connection), pools);
    if (appends == 0) await appender.Hold();
    for (var number = 0; number < appends; number++) await appender.Append(number);
})));

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
