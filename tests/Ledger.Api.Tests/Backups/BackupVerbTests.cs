using System.Diagnostics;
using Ledger.Testing;

namespace Ledger.Api.Tests.Backups;

/// <summary>Making backups, and an archive that does not go on unseen.</summary>
public sealed class BackupVerbTests
{
    [Fact]
    public async Task One_that_was_killed_is_none_and_the_next_sweeps_it_away()
    {
        await using var temporary = new TemporaryHome();
        await BackedUpLedger.Import(temporary.Home, "fund_opened,O-1,resident,,2027-01-01");
        var backups = Path.Combine(temporary.Folder, "backups");
        using (var killed = ProcessRun.Start(temporary.Home, ProcessRun.Program, "backup", "--out", backups))
        {
            await Eventually.True(() => Directory.Exists(Path.Combine(backups, "backups"))
                && Directory.EnumerateDirectories(Path.Combine(backups, "backups"), "unfinished-*").Any(), "it has begun");
            killed.Kill(entireProcessTree: true);
            await killed.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        await using var other = new TemporaryHome();
        var restore = await ProcessRun.Ledger(other.Home, "restore", "--from", backups);
        (restore.ExitCode, restore.Errors).ShouldBe((2,
            $"ledger: --from {backups} holds no backup of a ledger: name a folder that ./ledger backup --out made\n"));

        var next = await ProcessRun.Ledger(temporary.Home, "backup", "--out", backups);

        next.ExitCode.ShouldBe(0, next.Errors);
        next.Output.ShouldContain("pool 330825 to position 1");
        var made = Directory.EnumerateDirectories(Path.Combine(backups, "backups")).ShouldHaveSingleItem();
        next.Output.ShouldStartWith($"backed up in {made}\n");
        (await ProcessRun.Ledger(other.Home, "restore", "--from", backups)).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task The_doctor_says_that_archiving_fails_and_nothing_is_archived_twice_or_over_another()
    {
        await using var temporary = new TemporaryHome();
        await BackedUpLedger.Import(temporary.Home, "fund_opened,O-1,resident,,2027-01-01");
        var backups = Path.Combine(temporary.Folder, "backups");
        (await ProcessRun.Ledger(temporary.Home, "backup", "--out", backups)).ExitCode.ShouldBe(0);
        (await ProcessRun.Ledger(temporary.Home, "doctor")).ExitCode.ShouldBe(0);

        // As it is tried again after a crash, and as another ledger would write there.
        var archived = BackedUpLedger.Archived(backups)[^1];
        var name = Path.GetFileNameWithoutExtension(archived);
        var before = await File.ReadAllBytesAsync(archived, TestContext.Current.CancellationToken);
        var plain = Path.Combine(temporary.DataFolder, "again");
        await Shell($"gzip -dc '{archived}' >'{plain}'");
        (await Shell($"cd '{temporary.DataFolder}' && sh archive-wal.sh again {name}")).ShouldBe(0);
        (await Shell($"cd '{temporary.DataFolder}' && sh archive-wal.sh postgresql.conf {name} 2>/dev/null")).ShouldNotBe(0);
        (await File.ReadAllBytesAsync(archived, TestContext.Current.CancellationToken)).ShouldBe(before);

        Directory.Move(Path.Combine(backups, "wal"), Path.Combine(backups, "gone"));
        await BackedUpLedger.Import(temporary.Home, "interest_credited,I-2,resident,1.00,2027-01-02");
        await BackedUpLedger.Ask(temporary.Home, "select pg_switch_wal()");
        await Eventually.True(async () =>
            await BackedUpLedger.Ask(temporary.Home, "select failed_count from pg_stat_archiver") is > 0L, "it fails");
        var doctor = await ProcessRun.Ledger(temporary.Home, "doctor");
        doctor.ExitCode.ShouldBe(1);
        doctor.Output.ShouldContain("what is written is not archived");
    }

    [Fact]
    public async Task Where_it_cannot_be_made_is_one_clear_line()
    {
        await using var temporary = new TemporaryHome();
        (await ProcessRun.Ledger(temporary.Home, "backup", "--out", temporary.Folder)).Errors
            .ShouldBe($"ledger: {temporary.Home.Path} holds no ledger to back up: set LEDGER_HOME\n");
        (await ProcessRun.Ledger(temporary.Home, "start")).ExitCode.ShouldBe(0);

        var within = await ProcessRun.Ledger(temporary.Home, "backup", "--out", Path.Combine(temporary.Home.Path, "backups"));

        within.ExitCode.ShouldBe(2);
        within.Errors.ShouldContain("with which it would be lost: name a folder elsewhere");
        if (Environment.UserName != "root") return;
        var closed = Path.Combine(temporary.Folder, "closed");
        Directory.CreateDirectory(Path.Combine(closed, "wal"));
        Directory.CreateDirectory(Path.Combine(closed, "backups"));
        (await ProcessRun.Ledger(temporary.Home, "backup", "--out", closed)).Errors.ShouldContain($"{closed} is closed to ");
    }

    [Theory]
    [InlineData("backup", "--out")]
    [InlineData("restore", "--from")]
    public async Task A_server_that_others_keep_is_backed_up_with_its_own_tools(string verb, string option)
    {
        var start = new ProcessStartInfo(ProcessRun.Program, [verb, option, "/nowhere"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["LEDGER_DB"] = "Host=db.example;Database=ledger" },
        };
        var run = await ProcessRun.Finish(ProcessRun.Start(start));
        (run.ExitCode, run.Errors).ShouldBe((2, "ledger: LEDGER_DB names a server that is not the ledger's: back it up and restore it with "
            + "PostgreSQL's own tools (pg_basebackup and an archive of its write-ahead log)\n"));
    }

    private static async Task<int> Shell(string command)
    {
        using var process = Process.Start("/bin/sh", ["-c", command]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }
}
