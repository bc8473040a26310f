using Ledger.Domain;
using Ledger.Domain.Corrections;
using Ledger.Domain.Events;
using Ledger.Domain.Reimbursements;
using Ledger.Testing;
using static Ledger.EventStore.Tests.TestLog;

namespace Ledger.EventStore.Tests;

/// <summary>
/// How an event lies in the table. A stored form is for ever, and a host of Marten reads it too.
/// </summary>
public sealed class StoredFormTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly ReimbursementPaid _paid = new()
    {
        Document = DocumentId.Of("S-1"), Voucher = "V-1", Fund = FundCode.Of("employee-pooled"),
        Amount = new(1_234_05), CashDate = new(2025, 3, 1), BusinessFrom = new(2025, 2, 27),
        Category = "inpatient",
        Institution = InstitutionCode.Of("H33082500001"), Person = PersonRef.Of("p_1"), Count = 1,
        MedicalCost = new(2_000_00), Note = "住院 \"A\"",
    };

    [Fact]
    public async Task Properties_are_in_PascalCase_money_is_an_integer_and_what_is_not_said_is_left_out()
    {
        var log = await In(postgres);
        await log.Append(PoolCode.Of("400001"), new NewEvent(_paid, "settlements/x", "V-1", "import:1", "tester"));

        (await log.Ask("select data::text from ledger.mt_events where tenant_id = '400001'")).ShouldBe(
            "{\"Fund\": \"employee-pooled\", \"Note\": \"住院 \\\"A\\\"\", \"Count\": 1, \"Amount\": 123405, "
            + "\"Person\": \"p_1\", \"Voucher\": \"V-1\", \"CashDate\": \"2025-03-01\", "
            + "\"Category\": \"inpatient\", \"Document\": \"S-1\", \"Institution\": \"H33082500001\", "
            + "\"MedicalCost\": 200000, \"BusinessFrom\": \"2025-02-27\"}");
    }

    [Fact]
    public async Task The_columns_are_those_that_Marten_fills()
    {
        var log = await In(postgres);
        await log.Append(PoolCode.Of("400002"), new NewEvent(_paid, "settlements/x", "V-1", "import:1", "tester"));

        (await log.Ask("""
            select jsonb_build_object('seq', seq_id, 'stream', stream_id, 'version', version, 'type', type,
                'tenant', tenant_id, 'dotnet', mt_dotnet_type, 'correlation', correlation_id,
                'causation', causation_id, 'headers', headers, 'user', user_name, 'archived', is_archived,
                'bdata', bdata)::text
            from ledger.mt_events where tenant_id = '400002'
            """)).ShouldBe("{\"seq\": 1, \"type\": \"reimbursement_paid\", \"user\": \"tester\", "
            + "\"bdata\": null, "
            + "\"dotnet\": \"Ledger.Domain.Reimbursements.ReimbursementPaid, Ledger.Domain\", "
            + "\"stream\": \"settlements/x\", \"tenant\": \"400002\", \"headers\": null, \"version\": 1, "
            + "\"archived\": false, \"causation\": \"import:1\", \"correlation\": \"V-1\"}");
        (await log.Ask("""
            select concat_ws(' ', tenant_id, id, version, is_archived, type is null,
                timestamp = created
                    and created = (select timestamp from ledger.mt_events where tenant_id = '400002'))
            from ledger.mt_streams where tenant_id = '400002'
            """)).ShouldBe("400002 settlements/x 1 f t t");
    }

    [Fact]
    public async Task A_reversal_keeps_the_entry_that_it_undoes_with_its_kind()
    {
        var log = await In(postgres);
        var pool = PoolCode.Of("400003");
        var reversal = new EntryReversed
        {
            Document = DocumentId.Of("R-1"), Original = _paid.Document, Fund = _paid.Fund,
            Amount = _paid.Amount, CashDate = new(2025, 4, 1), Reason = "twice", Reverses = _paid,
        };
        await log.Append(pool, new NewEvent(reversal, "settlements/x", "R-1", null, "tester"));

        (await log.Ask("""
            select data -> 'Reverses' ->> 'Kind' from ledger.mt_events where tenant_id = '400003'
            """)).ShouldBe("reimbursement_paid");
        (await log.Read(pool)).Single().Body.ShouldBe(reversal);
    }

    [Fact]
    public async Task A_type_that_this_program_does_not_know_is_named_when_it_is_read()
    {
        var log = await In(postgres);
        var pool = PoolCode.Of("400004");
        await log.Append(pool, Event("A"));
        await log.Execute(Tampering.With("""
            update ledger.mt_events set type = 'of_a_later_release' where tenant_id = '400004'
            """));

        (await Should.ThrowAsync<UnreadableEventException>(() => log.Read(pool))).Message
            .ShouldContain("of_a_later_release");
    }

    [Fact]
    public void Every_kind_of_event_is_stored_under_its_own_name()
    {
        foreach (var type in EventTypes.All)
        {
            var registered = Registry.Of(type.Blank);
            registered.Alias.ShouldBe(type.Name);
            registered.DotnetType.ShouldBe($"{type.Type.FullName}, Ledger.Domain");
            Registry.Of(type.Name).Type.ShouldBe(type.Type);
        }
    }
}
