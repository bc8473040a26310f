using Npgsql;

namespace Ledger.EventStore.Schema;

/// <summary>
/// The database role that records and reads: it adds events and can change or remove none. The tables belong to another
/// role, their owner, as whom only the schema is made and upgraded.
/// </summary>
public static class ApplicationRole
{
    /// <summary>One for all ledgers of a server; without a login, which a role that is a member of it has.</summary>
    public const string Name = "ledger_app";

    /// <summary>
    /// The role, what it may do with the log, and the one step of the schema that it may take: a new pool's partitions.
    /// </summary>
    public static readonly Migration Migration = new(7, "a role of the application", """
        do $role$
        begin
            if not exists (select from pg_roles where rolname = 'ledger_app') then
                begin
                    create role ledger_app;
                exception
                    -- Another database of this server was quicker.
                    when duplicate_object or unique_violation then null;
                    when insufficient_privilege then
                        raise exception 'there is no role ledger_app, and % may not make it: have an administrator run '
                            'create role ledger_app; grant ledger_app to %', current_user, quote_ident(current_user);
                end;
            end if;
            -- A member until PostgreSQL 15 may take a role; from 16 on that is a grant of its own.
            if not pg_has_role(current_user, 'ledger_app',
                case when current_setting('server_version_num')::int < 160000 then 'member' else 'set' end) then
                begin
                    grant ledger_app to current_user;
                exception when insufficient_privilege then
                    raise exception '% may not take the role ledger_app: have an administrator run grant ledger_app to %',
                        current_user, quote_ident(current_user);
                end;
            end if;
        end $role$;

        grant usage on schema ledger to ledger_app;
        grant select on ledger.schema_version, ledger.mt_event_progression, ledger.mt_high_water_skips,
            ledger.mt_tenant_partitions to ledger_app;
        grant select, insert on ledger.mt_events to ledger_app;
        grant select, insert, update on ledger.mt_streams to ledger_app;
        grant select, update on ledger.pool_head to ledger_app;

        create function ledger.grant_pool(pool varchar) returns void language plpgsql as $grant$
        begin
            execute format('grant select, insert on ledger.%I to ledger_app', 'mt_events_' || pool);
            execute format('grant select, insert, update on ledger.%I to ledger_app', 'mt_streams_' || pool);
            execute format('grant select, update on sequence ledger.%I to ledger_app', 'mt_events_sequence_' || pool);
        end $grant$;
        select ledger.grant_pool(partition_suffix) from ledger.mt_tenant_partitions;

        -- Runs as its owner, so it takes nothing from its caller but a pool's six digits.
        create function ledger.register_pool(new_pool varchar) returns void language plpgsql security definer
        set search_path = pg_catalog, pg_temp as $register$
        begin
            if new_pool !~ '^[0-9]{6}$' then
                raise exception 'ledger: % is no code of a pool', quote_literal(new_pool) using errcode = 'invalid_parameter_value';
            end if;
            perform pg_advisory_xact_lock(hashtext('ledger.register'), new_pool::int);
            if exists (select from ledger.pool_head where pool = new_pool) then return; end if;
            -- Made and then attached: creating a partition in place would lock the parent against readers.
            execute format($make$
                create sequence ledger.mt_events_sequence_%1$s;
                create table ledger.mt_events_%1$s (like ledger.mt_events including defaults including constraints);
                create trigger keep_all before truncate on ledger.mt_events_%1$s
                    for each statement execute function ledger.keep();
                alter table ledger.mt_events attach partition ledger.mt_events_%1$s for values in (%1$L);
                create table ledger.mt_streams_%1$s (like ledger.mt_streams including defaults including constraints);
                alter table ledger.mt_streams attach partition ledger.mt_streams_%1$s for values in (%1$L);
                $make$, new_pool);
            perform ledger.grant_pool(new_pool);
            insert into ledger.mt_tenant_partitions values (new_pool, new_pool);
            insert into ledger.pool_head (pool, position, recorded_at) values (new_pool, 0, 'epoch');
        end $register$;
        revoke execute on function ledger.register_pool, ledger.grant_pool from public;
        grant execute on function ledger.register_pool to ledger_app;
        """);

    /// <summary>
    /// The same connections in this role from their beginning, at no further trip. A session could go back to the login's
    /// own role, so this stops what is done by mistake; a login of the application's own stops more.
    /// </summary>
    /// <param name="connectionString">Of a login that is the owner, or another member of the role.</param>
    public static string In(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        builder.Options = $"{builder.Options} -c role={Name}".Trim();
        return builder.ConnectionString;
    }
}
