using System.CommandLine;
using Ledger.Api.Accounting;
using Ledger.Api.Administration;
using Ledger.Api.Approvals;
using Ledger.Api.Backups;
using Ledger.Api.Benchmarks;
using Ledger.Api.Bundles;
using Ledger.Api.Clearing;
using Ledger.Api.Corrections;
using Ledger.Api.Database;
using Ledger.Api.Exports;
using Ledger.Api.Figures;
using Ledger.Api.Forms;
using Ledger.Api.Hosting;
using Ledger.Api.Identity;
using Ledger.Api.Importing;
using Ledger.Api.Institutions;
using Ledger.Api.Notices;
using Ledger.Api.People;
using Ledger.Api.Periods;
using Ledger.Api.Privacy;
using Ledger.Api.Proofs;
using Ledger.Api.Publications;
using Ledger.Api.Reconciling;
using Ledger.Api.Samples;
using Ledger.Api.Statements;
using Ledger.Api.TamperDrill;
using Ledger.Api.Tracing;

namespace Ledger.Api.CommandLine;

/// <summary>
/// The table of contents of the command line; one class a verb, in the folder of its subject.
/// </summary>
public static class Verbs
{
    public static IEnumerable<Command> All() =>
    [
        DemoVerb.Create(),
        TestVerb.Create(),
        ServeVerb.Create(),
        FigureVerbs.Pools(),
        ImportVerb.Create(),
        CorrectVerb.Create(),
        SampleVerb.Create(),
        FigureVerbs.Balance(),
        FigureVerbs.Capacity(),
        BudgetVerb.Create(),
        InstitutionVerb.Create(),
        AgesVerb.Create(),
        StatementVerb.Create(),
        IssueVerb.Create(),
        ReissueVerb.Create(),
        BalanceSheetVerb.Create(),
        TrialBalanceVerb.Create(),
        JournalVerb.Create(),
        FormVerb.Create(),
        EventsVerb.Create(),
        TraceVerb.Create(),
        DiffVerb.Create(),
        CloseVerb.Create(),
        ReopenVerb.Create(),
        ApprovalsVerb.Create(),
        ApproveVerb.Approve(),
        ApproveVerb.Reject(),
        ReconcileVerb.Create(),
        AssertVerb.Create(),
        PersonVerb.Create(),
        ErasePersonVerb.Create(),
        CapsVerb.Create(),
        DuplicatesVerb.Create(),
        ClearVerb.Create(),
        NoticeVerb.Create(),
        ExportVerb.Create(),
        TieoutVerb.Create(),
        VerifyVerb.Create(),
        CheckpointVerb.Create(),
        ProveVerb.Create(),
        CosignVerb.Create(),
        KeysVerb.Create(),
        TamperDrillVerb.Create(),
        TokenVerb.Create(),
        TokensVerb.Create(),
        AccessesVerb.Create(),
        MigrateVerb.Create(),
        RebuildVerb.Create(),
        BackupVerb.Create(),
        RestoreVerb.Create(),
        StartVerb.Create(),
        StopVerb.Create(),
        DoctorVerb.Create(),
        BenchVerb.Create(),
    ];
}
