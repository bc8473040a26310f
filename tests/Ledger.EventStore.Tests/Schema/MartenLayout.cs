namespace Ledger.EventStore.Tests.Schema;

/// <summary>
/// The event tables to the letter, as a database made so was opened by the real Marten 9.29 without a
/// change. This listing is the contract; it follows nothing in src, and changes only when another is tried
/// with Marten.
/// </summary>
internal static class MartenLayout
{
    public const string Tables = """
        create schema ledger;

        create table ledger.mt_streams (
            tenant_id   varchar not null default '*DEFAULT*',
            id          varchar not null,
            type        varchar,
            version     bigint,
            timestamp   timestamptz not null default now(),
            created     timestamptz not null default now(),
            is_archived boolean default false,
            constraint pkey_mt_streams_tenant_id_id primary key (tenant_id, id)
        ) partition by list (tenant_id);

        create table ledger.mt_events (
            seq_id         bigint not null,
            id             uuid not null,
            stream_id      varchar,
            version        bigint not null,
            data           jsonb not null,
            bdata          bytea,
            type           varchar(500) not null,
            timestamp      timestamptz not null default now(),
            tenant_id      varchar not null default '*DEFAULT*',
            mt_dotnet_type varchar,
            correlation_id varchar,
            causation_id   varchar,
            headers        jsonb,
            user_name      varchar,
            is_archived    boolean default false,
            constraint pkey_mt_events_seq_id_tenant_id primary key (seq_id, tenant_id)
        ) partition by list (tenant_id);
        create unique index pk_mt_events_stream_and_version
            on ledger.mt_events (tenant_id, stream_id, version);

        create table ledger.mt_event_progression (
            name         varchar not null,
            last_seq_id  bigint,
            last_updated timestamptz default transaction_timestamp(),
            constraint pk_mt_event_progression primary key (name)
        );
        create table ledger.mt_high_water_skips (
            ending_sequence   bigint not null,
            starting_sequence bigint not null,
            timestamp         timestamptz default transaction_timestamp(),
            constraint pkey_mt_high_water_skips_ending_sequence primary key (ending_sequence)
        );
        create table ledger.mt_tenant_partitions (
            partition_value  varchar not null,
            partition_suffix varchar,
            constraint pkey_mt_tenant_partitions_partition_value primary key (partition_value)
        );
        create sequence ledger.mt_events_sequence owned by ledger.mt_events.seq_id;
        """;

    /// <summary>What pool 330825 adds, with its last position.</summary>
    public static string Pool(long position) => $"""
        create sequence ledger.mt_events_sequence_330825;
        select setval('ledger.mt_events_sequence_330825', {position});
        create table ledger.mt_events_330825 (like ledger.mt_events including defaults including constraints);
        alter table ledger.mt_events attach partition ledger.mt_events_330825 for values in ('330825');
        create table ledger.mt_streams_330825
            (like ledger.mt_streams including defaults including constraints);
        alter table ledger.mt_streams attach partition ledger.mt_streams_330825 for values in ('330825');
        insert into ledger.mt_tenant_partitions values ('330825', '330825');
        """;

    /// <summary>
    /// What Ledger adds to tables of Marten's, and nothing else: triggers that keep events as they are. Beside them stand the
    /// functions by which its role registers a pool.
    /// </summary>
    public const string Kept = """
        create function ledger.keep() returns trigger language plpgsql as 'begin raise exception ''kept''; end';
        create trigger keep before update or delete on ledger.mt_events for each row execute function ledger.keep();
        create trigger keep_all before truncate on ledger.mt_events for each statement execute function ledger.keep();
        create function ledger.grant_pool(varchar) returns void language sql as '';
        create function ledger.register_pool(varchar) returns void language sql as '';
        """;

    public const string KeptPool =
        "create trigger keep_all before truncate on ledger.mt_events_330825 for each statement execute function ledger.keep();";
}
