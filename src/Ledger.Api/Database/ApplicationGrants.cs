using Ledger.EventStore.Schema;

namespace Ledger.Api.Database;

/// <summary>
/// What the application's role may do with the tables beside the log. A step that makes a further table grants what is
/// needed itself; read models are granted where they are made.
/// </summary>
internal static class ApplicationGrants
{
    public static readonly Migration Schema = new(8, "what the application may do beside the log", """
        grant select, insert on ledger.access_log to ledger_app;
        -- A key can be made and ended, not given another role or pool.
        grant select, insert, update (revoked_at) on ledger.api_key to ledger_app;
        grant select on ledger.read_model_shape to ledger_app;
        do $each$
        declare name varchar;
        begin
            for name in select unnest(tables) from ledger.read_model_shape loop
                if to_regclass('ledger.' || name) is not null then
                    execute format('grant select, insert, update, delete on ledger.%I to ledger_app', name);
                end if;
            end loop;
        end $each$;
        """);
}
