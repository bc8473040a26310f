using Ledger.Testing;

namespace Ledger.Api.Tests.Institutions;

/// <summary>
/// Two hospitals over two years, small enough that every figure of the tests was added up by hand. The first has a
/// budget, settlements paid in part, a bill of two funds, a drug outside its budget, care of the year before paid late,
/// an advance, a deposit and a clawback; the second has one payment, which came back.
/// </summary>
internal static class TwoHospitals
{
    public const string First = "H33082500001";
    public const string Second = "H33082500002";

    private const string Events = """
        kind,document,fund,amount,date,institution,category,original,budget_year,direction,business_to,count,medical_cost,in_scope_cost,out_of_scope_cost,self_paid,exam_cost,person_class,case_no,due_date,reason,channel
        fund_opened,O-1,resident,,2026-01-01,,,,,,,,,,,,,,,,,
        fund_opened,O-2,employee,,2026-01-01,,,,,,,,,,,,,,,,,
        opening_balance_recorded,O-3,resident,1000000.00,2026-01-01,,,,,,,,,,,,,,,,,
        opening_balance_recorded,O-4,employee,1000000.00,2026-01-01,,,,,,,,,,,,,,,,,
        reimbursement_paid,L-1,resident,850.00,2026-06-30,H33082500001,outpatient,,,,,10,1000.00,900.00,50.00,90.00,200.00,,,,,
        reimbursement_paid,L-2,resident,800.00,2026-07-31,H33082500001,inpatient,,,,,1,1000.00,950.00,50.00,90.00,100.00,aid-recipient,,,,
        budget_allotted,B-0,resident,100000.00,2027-01-01,,,,2027,,,,,,,,,,,,,
        budget_allotted,B-1,resident,10000.00,2027-01-01,H33082500001,,,2027,,,,,,,,,,,,,
        budget_allotted,B-2,resident,5000.00,2027-01-01,H33082500001,negotiated-drug,,2027,,,,,,,,,,,,,
        budget_adjusted,B-3,resident,2000.00,2027-06-01,H33082500001,,,2027,down,,,,,,,,,,,,
        budget_allotted,B-4,resident,3000.00,2027-01-01,H33082500002,,,2027,,,,,,,,,,,,,
        prepayment_paid,A-1,resident,2000.00,2027-01-05,H33082500001,,,,,,,,,,,,,,,,
        reimbursement_paid,Y-1,resident,50.00,2027-01-10,H33082500001,inpatient,,,,2026-12-28,,,,,,,,,,,
        settlement_recorded,S-1,resident,1500.00,2027-02-28,H33082500001,outpatient,,,,,20,2100.20,2000.00,10.00,400.00,400.00,,,,,
        prepayment_returned,A-2,resident,500.00,2027-03-01,H33082500001,,,,,,,,,,,,,,,,
        reimbursement_paid,Z-1,resident,100.00,2027-03-01,H33082500002,outpatient,,,,,1,120.00,110.00,10.00,10.00,20.00,,,,,
        reimbursement_reversed,Z-2,resident,100.00,2027-03-05,,,Z-1,,,,,,,,,,,,,,
        reimbursement_paid,P-1,resident,1000.00,2027-03-15,,outpatient,S-1,,,,,,,,,,,,,,
        reimbursement_paid,D-1,resident,600.00,2027-04-10,H33082500001,inpatient,,,,,1,1000.00,800.00,150.00,100.00,0.00,aid-recipient,,,,
        reimbursement_paid,D-1,employee,100.00,2027-04-10,H33082500001,inpatient,,,,,1,1000.00,800.00,150.00,100.00,0.00,aid-recipient,,,,
        deposit_withheld,W-1,resident,30.00,2027-04-10,H33082500001,,D-1,,,,,,,,,,,,,,
        reimbursement_paid,N-1,resident,700.00,2027-05-01,H33082500001,negotiated-drug,,,,,2,1000.00,1000.00,,300.00,,,,,,
        clawback_ordered,C-1,resident,200.00,2027-05-10,H33082500001,,D-1,,,,,,,,,,,K-1,2027-06-10,beds counted twice,agency
        clawback_recovered,C-2,resident,80.00,2027-06-01,H33082500001,cash,,,,,,,,,,,,K-1,,,
        """;

    public static async Task<TestPool> In(PostgresFixture postgres)
    {
        var pool = new TestPool(postgres);
        var run = await pool.Import(Events);
        run.ExitCode.ShouldBe(0, run.Errors);
        return pool;
    }
}
