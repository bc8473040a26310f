using Ledger.Api.CommandLine;
using Ledger.Api.Database;
using Ledger.Api.Figures;
using Ledger.Api.Identity;
using Ledger.Api.Privacy;
using Ledger.Api.Recording;
using Ledger.Domain;
using Ledger.Domain.Accounting;
using Ledger.Domain.Ageing;
using Ledger.Domain.Approvals;
using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.Domain.Institutions;
using Ledger.Domain.PaymentCapacity;
using Ledger.Domain.People;
using Ledger.Domain.Reconciling;
using Ledger.Domain.Rulings;
using Ledger.Domain.Statements;
using Ledger.Domain.Statements.Forms;
using Ledger.EventStore;
using Ledger.EventStore.Schema;
using Ledger.Projections;
using Ledger.Projections.Following;
using Ledger.Projections.Reading;
using Ledger.Projections.Rebuilding;
using NodaTime;
using Npgsql;

namespace Ledger.Api;

/// <summary>Everything wired together: the database, the log, the catalogues and the rules.</summary>
public sealed class LedgerContext : IAsyncDisposable
{
    /// <summary>The schema's history: the event store first, then the read models.</summary>
    public static readonly IReadOnlyList<Migration> Schema =
    [
        EventStoreSchema.Migration, ReadModelSchema.First, ReadModelSchema.Shape, ApiKeys.Schema, EventStoreSchema.Kept,
        AccessLog.Schema, ApplicationRole.Migration, ApplicationGrants.Schema, EventStoreSchema.Proofs,
        EventStoreSchema.InstitutionProofs, PersonVault.Schema,
    ];

    private BenefitCaps? _caps;
    private SettlementClasses? _settlementClasses;
    private LineNames? _lineNames;

    public LedgerContext(NpgsqlDataSource database)
    {
        Database = database;
        Store = new(database, new EventRegistry(EventTypes.All.Select(type => new RegisteredEvent(
            type.Name, type.Type, entry => EventJson.WriteUtf8((FundEvent)entry), json => EventJson.Read(type, json))
        {
            ReadBytes = json => EventJson.Read(type, json.Span),
        })));
        Looks = new(database, Store, new(Chart));
        Follower = new(database, Store);
    }

    private const int FollowTriesMax = 3;
    private const int StatementsPreparedMax = 100;

    /// <summary>How long a command waits for another that writes the pool, such as an import.</summary>
    public Duration WriterWait { get; init; } = Duration.FromSeconds(30);

    public NpgsqlDataSource Database { get; }

    /// <summary>Brings the read models that are too heavy for the append up to the log.</summary>
    public Follower Follower { get; }

    public EventStore.EventStore Store { get; }

    /// <summary>Looks at pools that are one round trip.</summary>
    public PoolLooks Looks { get; }

    public FundCatalogue Funds { get; } = DataFiles.Parse("funds.json", FundCatalogue.Parse);

    public LedgerRules Rulings { get; } = DataFiles.Parse("rules.json", LedgerRules.Parse);

    public ApprovalRules Approvals { get; init; } = DataFiles.Parse("approvals.json", ApprovalRules.Parse);

    public ChartOfAccounts Chart { get; } = DataFiles.Parse("accounts.json", ChartOfAccounts.Parse);

    /// <summary>What deciding needs beside the books.</summary>
    public RuleBook Rules => new(Funds, Rulings) { Approvals = Approvals };

    /// <summary>Read when somebody asks, so that other verbs do without the file.</summary>
    public BenefitCaps Caps => _caps ??= DataFiles.Parse("caps.json", BenefitCaps.Parse);

    /// <summary>What lines are called where people read them; read when somebody asks.</summary>
    public LineNames LineNames => _lineNames ??= DataFiles.Parse("statement-lines.json", Domain.Statements.LineNames.Parse);

    public StatementForms Forms { get; } = DataFiles.Parse("statement-forms.json", StatementForms.Parse);

    public CapacityPolicies Policies { get; } = DataFiles.Parse("policies.json", CapacityPolicies.Parse);

    public ControlRules Controls { get; } = DataFiles.Parse("controls.json", ControlRules.Parse);

    /// <summary>What the settlement platform calls our categories; read when somebody asks.</summary>
    public SettlementClasses SettlementClasses => _settlementClasses ??= DataFiles.Parse("settlement-classes.json", SettlementClasses.Parse);

    public AgeBuckets Ages { get; } = DataFiles.Parse("ageing.json", AgeBuckets.Parse);

    public PoolDirectory Pools { get; } = DataFiles.Parse("pools.json", PoolDirectory.Parse);

    /// <summary>
    /// Connects, starting the embedded server when needed, and brings the schema up to date as its owner. What is opened
    /// works under the application's role, which can add to the log and not change it.
    /// </summary>
    /// <exception cref="UserError">There is no database to be had; the message says what to do.</exception>
    public static async Task<LedgerContext> Open(CancellationToken cancellationToken) =>
        await Open(await DatabaseServer.Connect(cancellationToken), cancellationToken);

    public static async Task<LedgerContext> Open(DatabaseEndpoint endpoint, CancellationToken cancellationToken)
    {
        var database = DataSource(endpoint.Application ?? ApplicationRole.In(endpoint.ConnectionString));
        try
        {
            var context = new LedgerContext(database);
            if (endpoint.Application is null) await context.PrepareAs(endpoint.ConnectionString, cancellationToken);
            else await context.NeedPrepared(cancellationToken);
            return context;
        }
        catch (Exception error) when (error is NpgsqlException or SchemaIsNewerException or UserError)
        {
            await database.DisposeAsync();
            throw error as UserError ?? new UserError(DatabaseErrors.Line(error));
        }
    }

    /// <summary>
    /// Brings the tables up to date on connections of their owner: the schema's steps first, then what follows from the log.
    /// </summary>
    /// <returns>The steps that were run.</returns>
    public Task<IReadOnlyList<Migration>> Prepare(CancellationToken cancellationToken) => Prepare(Database, cancellationToken);

    private async Task<IReadOnlyList<Migration>> Prepare(NpgsqlDataSource owner, CancellationToken cancellationToken)
    {
        var steps = await Migrator.Run(owner, Schema, cancellationToken);
        await Store.GrowTrees(WriterWait, cancellationToken);
        await ReadModels.Refresh(owner, Store, new(Chart), cancellationToken);
        return steps;
    }

    private async Task PrepareAs(string owner, CancellationToken cancellationToken)
    {
        await using var database = DataSource(owner);
        await Prepare(database, cancellationToken);
    }

    // Under a login that may not make tables.
    private async Task NeedPrepared(CancellationToken cancellationToken)
    {
        await using var connection = await Database.OpenConnectionAsync(cancellationToken);
        var (found, known) = (await Migrator.CurrentVersion(connection, cancellationToken), Schema.Max(step => step.Version));
        if (found > known) throw new SchemaIsNewerException(found, known);
        if (found < known || !await ReadModels.IsCurrent(connection, cancellationToken))
            throw new UserError("the tables are not those of this release: run ./ledger migrate with the owner's connection in "
                + ExternalDatabase.Variable);
    }

    public static NpgsqlDataSource DataSource(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString)
        {
            // Nothing here changes a session, and a reset would cost a message at every use.
            NoResetOnClose = true,
            ApplicationName = "ledger",
            // A bulk statement may take its time; what must not wait has a lock_timeout of its own.
            CommandTimeout = 0,
            // Planning a look-up costs more than the look-up.
            MaxAutoPrepare = StatementsPreparedMax,
            AutoPrepareMinUsages = 2,
        };
        // A plan is made once for a connection: for arrays of keys PostgreSQL would else make a new one at every call. It
        // lives as long as the connection, also where it was made while a table was a page long and reading all of it was
        // cheapest. All that is asked often is asked by a key.
        builder.Options = $"{builder.Options} -c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c jit=off".Trim();
        return NpgsqlDataSource.Create(builder);
    }

    /// <summary>
    /// A look at a pool in which what follows the log is as far as the log. While others record it waits for a moment
    /// in which it is, and at last makes them wait for one.
    /// </summary>
    /// <exception cref="FiguresIncompleteError">The figures of the subject lack an event.</exception>
    public async Task<PoolSnapshot> OpenFollowed(
        PoolCode pool, FollowedSubject subject, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < FollowTriesMax; tries++)
        {
            var followed = await Follower.CatchUp(pool, cancellationToken);
            // Before the look: an event up to this position was parked by now or is not.
            if (followed.HasParked) await NeedComplete(pool, subject, cancellationToken);
            var snapshot = await PoolSnapshot.Open(Database, pool, cancellationToken);
            if (snapshot.Position == followed.Position) return snapshot;
            await snapshot.DisposeAsync();
        }
        await using var held = await Store.Begin(pool, WriterWait, rehearsal: false, cancellationToken);
        await Follower.CatchUp(pool, cancellationToken);
        await NeedComplete(pool, subject, cancellationToken);
        return await PoolSnapshot.Open(Database, pool, cancellationToken);
    }

    /// <exception cref="FiguresIncompleteError">The figures of the subject lack an event: none is better than a wrong one.</exception>
    public async Task NeedComplete(PoolCode pool, FollowedSubject subject, CancellationToken cancellationToken)
    {
        if (await Follower.Parked(pool, subject, cancellationToken) is { } parked)
            throw new FiguresIncompleteError(subject, parked.First, parked.Count);
    }

    /// <summary>The pool's last position.</summary>
    /// <exception cref="NoEntriesError">The pool has no entries; the message names those that have.</exception>
    public async Task<long> NeedEntries(PoolCode pool, CancellationToken cancellationToken)
    {
        var head = await Store.Head(pool, cancellationToken);
        return head > 0 ? head : throw new NoEntriesError(pool, await Store.Pools(cancellationToken));
    }

    /// <exception cref="UserError">A policy of months is named that is not known.</exception>
    public void NeedPolicy(string? policy)
    {
        if (policy is null || Policies.Find(policy) is not null) return;
        var ids = string.Join(", ", Policies.All.Select(known => known.Id));
        throw new UserError(UserLanguage.Say($"policy '{policy}' is not known; known are {ids}", $"没有口径“{policy}”,已有:{ids}"));
    }

    /// <summary>Notes that somebody at the command line looks at single institutions or persons, or takes the log away.</summary>
    public Task NoteAccess(PoolCode pool, string verb, string? subject, CancellationToken cancellationToken) =>
        new AccessLog(Database).Note(Actor.FromEnvironment(), pool, $"./ledger {verb}", subject, cancellationToken);

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
