using Ledger.EventStore.Proofs;

namespace Ledger.EventStore.Schema;

/// <summary>
/// The event tables, to the letter those that Marten 9 makes (docs/marten.md), and the head row that orders a pool's
/// writers. Marten compares names of constraints and indexes, so they are part of the contract too.
/// </summary>
public static class EventStoreSchema
{
    public const string Name = "ledger";

    public static readonly Migration Migration = new(1, "event store", """
        create schema if not exists ledger;

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
        create unique index pk_mt_events_stream_and_version on ledger.mt_events (tenant_id, stream_id, version);

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

        -- One row a pool. Its lock orders the pool's writers, so positions are gapless and in commit order.
        create table ledger.pool_head (
            pool        varchar not null primary key,
            position    bigint not null,
            recorded_at timestamptz not null
        ) with (fillfactor = 50);
        """);

    /// <summary>
    /// What is recorded stays: an ordinary trigger stops whoever changes or deletes it by mistake, the owner too. The owner
    /// can switch it off; it is the proofs that catch that.
    /// </summary>
    public static readonly Migration Kept = new(5, "what is recorded stays", """
        create function ledger.keep() returns trigger language plpgsql as $keep$
        begin
            raise exception 'ledger: % of %.% is refused: what is recorded stays as it is',
                lower(tg_op), tg_table_schema, tg_table_name
                using errcode = 'restrict_violation', hint = 'record a correction instead';
        end $keep$;
        create trigger keep before update or delete on ledger.mt_events for each row execute function ledger.keep();
        create trigger keep_all before truncate on ledger.mt_events for each statement execute function ledger.keep();
        do $each$
        declare pool varchar;
        begin
            for pool in select partition_suffix from ledger.mt_tenant_partitions loop
                execute format('create trigger keep_all before truncate on ledger.%I '
                    'for each statement execute function ledger.keep()', 'mt_events_' || pool);
            end loop;
        end $each$;
        """);

    /// <summary>The Merkle tree of each log.</summary>
    public static Migration Proofs => LogTree.Schema;

    /// <summary>The Merkle trees of each institution's events.</summary>
    public static Migration InstitutionProofs => InstitutionTrees.Schema;
}
