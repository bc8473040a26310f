using Ledger.Domain;
using Ledger.Domain.Accounting;
using Ledger.Domain.Events;
using Ledger.Projections.Following;
using Ledger.Projections.Institutions;
using Ledger.Projections.Levels;
using Npgsql;
using static Ledger.Projections.Rebuilding.FieldPart;

namespace Ledger.Projections.Rebuilding;

/// <summary>
/// The tables that are sums over fields of the events, made by summing in the database: a second way to the same
/// figures, which shares with the fold the rules of single events and nothing else. What depends on the order of events
/// (books, history), on rounding (premiums split by months) or on each event alone (persons, ages) is left to the fold,
/// and so is what has few rows.
/// </summary>
internal sealed class SummedReplay(
    ReplayTables tables, NpgsqlDataSource database, EventStore.EventStore store, Journal journal, PoolCode pool)
{
    private const int SumsPerSave = 50_000;

    // What StatementEffects, the bank accounts of the chart, and LevelTransfers read.
    private static readonly LogSums _totals = new(Whole, byInstitution: false,
    [
        new("Fund"), new("Category"), new("Payer"), new("Direction"), new("Account"), new("ToAccount"), new("ToFund"),
        new("Counterparty"), new("Rule"), new("Answers.Year"), new("Answers.Category"), new("Answers.Payer"),
    ], figures: 1);

    // What InstitutionEffects, InstitutionItems and BudgetYears read.
    private static readonly LogSums _institutions = new(Month, byInstitution: true,
    [
        new("Fund"), new("Category"), new("PersonClass"), new("BudgetYear"), new("BusinessFrom", Year),
        new("BusinessTo", Year), new("Direction"), new("Leg"), new("Original", Presence), new("Answers.Year"),
        new("Answers.Category"), new("Answers.Institution"), new("Answers.BudgetYear"), new("Answers.SettledOn", Year),
    ], figures: LogSums.Figures.Count);

    private static readonly HashSet<(long, string)> _nothing = [];

    private readonly ReplayedFollowers _following = new(store, pool, Following);
    private long _position;
    private long _followed;

    /// <summary>The tables that it makes.</summary>
    internal static IReadOnlySet<string> Tables { get; } = ReadModels.TablesOf(
        FundTotals.FundTotals.Schema, LevelTransferTable.Schema, InstitutionYears.Schema, InstitutionMonths.Schema);

    /// <summary>The models of these tables that follow the log.</summary>
    internal static IReadOnlyList<FollowedModel> Following { get; } =
        [.. FollowedModel.All.Where(model => model.Create() is InstitutionYears or InstitutionMonths)];

    /// <summary>The models of these tables that are written with the events.</summary>
    internal static IReadOnlyList<IReadModel> Kept(Journal journal) =>
        [new FundTotals.FundTotals(journal), new LevelTransferTable()];

    /// <summary>As <see cref="PoolReplay.To"/>.</summary>
    internal async Task To(long position, long followed, IReadOnlySet<(long Position, string Model)> parked,
        CancellationToken cancellationToken)
    {
        var kept = Kept(journal);
        await Sum(_totals, _position, position, [], (sum, last) => Each(kept, model => model.Fold(sum, last)),
            writes => Each(kept, model => model.Save(writes, pool)), cancellationToken);
        await _following.Release(parked, cancellationToken);
        // What is parked for one model is no part of a sum, and is given to the others by itself.
        var apart = parked.Select(one => one.Position).Where(at => at > _followed && at <= followed).ToHashSet();
        foreach (var at in apart)
        {
            await foreach (var span in store.ReadBodies(pool, at, at, 1, cancellationToken))
                _following.Fold((FundEvent)span[0].Body, at, parked);
        }
        await Sum(_institutions, _followed, followed, [.. apart], (sum, last) => _following.Fold(sum, last, _nothing),
            _following.Save, cancellationToken);
        (_position, _followed) = (position, Math.Max(_followed, followed));
    }

    private static void Each(IReadOnlyList<IReadModel> models, Action<IReadModel> act)
    {
        foreach (var model in models) act(model);
    }

    private async Task Sum(LogSums sums, long after, long to, long[] apart, Action<FundEvent, long> fold, Action<Writes> save,
        CancellationToken cancellationToken)
    {
        var unsaved = 0;
        if (to > after)
        {
            await foreach (var (sum, last) in sums.Of(database, pool, after + 1, to, apart, cancellationToken))
            {
                fold(sum, last);
                if (++unsaved == SumsPerSave) await Save();
            }
        }
        await Save();

        async Task Save()
        {
            var writes = Writes.OfReplay();
            save(writes);
            await tables.Write(writes, cancellationToken);
            unsaved = 0;
        }
    }
}
