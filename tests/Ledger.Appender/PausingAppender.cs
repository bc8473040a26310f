using Ledger.Api;
using Ledger.Api.Recording;
using Ledger.Domain;
using Ledger.Domain.Premiums;
using Ledger.EventStore;
using NodaTime;
using Npgsql;

namespace Ledger.Appender;

/// <summary>
/// Records premiums as the program does, with a pause between taking positions and committing, and says on standard
/// output what it took, kept or left: a line is a word, the pool, the first position and the documents.
/// </summary>
internal sealed class PausingAppender(LedgerContext ledger, string name, Random random, IReadOnlyList<PoolCode> pools)
{
    private const int PauseMillisecondsMax = 4;
    private const int RowsMax = 3;

    private static readonly Duration _wait = Duration.FromSeconds(30);

    public async Task Append(int number)
    {
        var pool = pools[random.Next(pools.Count)];
        var documents = Enumerable.Range(0, 1 + random.Next(RowsMax)).Select(row => $"{name}-{number}-{row}").ToList();
        var taken = "";
        try
        {
            await using var append = await ledger.Store.Begin(pool, _wait, rehearsal: false, CancellationToken.None);
            taken = await Take(append, documents);
            await Task.Delay(random.Next(PauseMillisecondsMax + 1));
            if (random.Next(8) == 0)
            {
                Console.WriteLine($"left {taken}");
                return;
            }
            await append.Commit(CancellationToken.None);
            Console.WriteLine($"kept {taken}");
        }
        catch (NpgsqlException error) when (error is not PostgresException { SqlState: not PostgresErrorCodes.AdminShutdown })
        {
            // The connection was broken: whether the commit was done is not known.
            if (taken.Length > 0) Console.WriteLine($"lost {taken}");
        }
    }

    /// <summary>Takes a position and never commits.</summary>
    public async Task Hold()
    {
        await using var append = await ledger.Store.Begin(pools[0], _wait, rehearsal: false, CancellationToken.None);
        await Take(append, [name]);
        await Task.Delay(Timeout.Infinite);
    }

    private async Task<string> Take(PoolAppend append, List<string> documents)
    {
        var writer = new LedgerWriter(append, ledger.Rules, new(ledger.Chart));
        var decisions = await writer.Record([.. documents.Select(Premium)], CancellationToken.None);
        if (decisions.Any(one => one.Accepted.Count != 1)) throw new InvalidOperationException("a premium was not accepted");
        // Its rows are in the tables, and its positions are taken; nobody sees them.
        await append.Write(CancellationToken.None);
        var taken = $"{append.Pool} {append.Position - documents.Count + 1} {string.Join(' ', documents)}";
        Console.WriteLine($"took {taken}");
        return taken;
    }

    private Submission Premium(string document) => new(
        [
            new PremiumReceived
            {
                Document = DocumentId.Of(document), Fund = FundCode.Of("resident"), Amount = new(1 + random.Next(10_000)),
                CashDate = new LocalDate(2027, 1, 1).PlusDays(random.Next(300)), Payer = "individual",
            },
        ], name, "test");
}
