using Ledger.Api.Database;
using Ledger.Testing;

namespace Ledger.Api.Tests.Backups;

/// <summary>What comes back, and what is refused to come back.</summary>
public sealed class RestoreVerbTests(BackedUpLedger ledger) : IClassFixture<BackedUpLedger>
{
    [Fact]
    public async Task At_an_instant_between_two_entries_exactly_those_before_it_come_back_and_the_log_goes_on()
    {
        await using var restored = new TemporaryHome();

        var run = await Restore(restored.Home, "--to", ledger.Between);

        run.ExitCode.ShouldBe(0, run.Errors);
        run.Output.ShouldContain($"pool {BackedUpLedger.Pool} to position 3");
        var (documents, balance) = await BackedUpLedger.Read(restored.Home);
        documents.ShouldBe(["O-1", "O-2", "I-3"]);
        balance.ShouldBe("1030.00");
        (await ProcessRun.Ledger(restored.Home, "rebuild", "--check")).ExitCode.ShouldBe(0);
        (await BackedUpLedger.Import(restored.Home, "interest_credited,I-5,resident,0.50,2027-01-03")).ShouldBe(4);
        (await BackedUpLedger.Read(restored.Home)).Documents.ShouldBe(["O-1", "O-2", "I-3", "I-5"]);
        (await ProcessRun.Ledger(restored.Home, "doctor")).ExitCode.ShouldBe(0);
        // It is another ledger from now on: what it writes would not follow what is archived there.
        var again = await ProcessRun.Ledger(restored.Home, "backup", "--out", ledger.Backups);
        again.ExitCode.ShouldBe(2);
        again.Errors.ShouldContain("or of this one before it was restored: name an empty folder");
        (await ProcessRun.Ledger(restored.Home, "backup", "--out", Path.Combine(restored.Folder, "its own"))).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Without_an_instant_all_that_is_archived_comes_back()
    {
        await using var restored = new TemporaryHome();

        var run = await Restore(restored.Home, "--json");

        run.ExitCode.ShouldBe(0, run.Errors);
        System.Text.Json.JsonDocument.Parse(run.Output).RootElement.GetProperty("pools")[0].GetProperty("position").GetInt64().ShouldBe(4);
        var (documents, balance) = await BackedUpLedger.Read(restored.Home);
        documents.ShouldBe(["O-1", "O-2", "I-3", "I-4"]);
        balance.ShouldBe("1034.00");
    }

    [Fact]
    public async Task A_home_with_a_ledger_is_left_as_it_is()
    {
        var run = await Restore(ledger.Home);

        (run.ExitCode, run.Errors.Trim()).ShouldBe((2,
            $"ledger: {ledger.Home.Path} holds a ledger, over which nothing is restored: name an empty folder with --home"));
        (await BackedUpLedger.Read(ledger.Home)).Documents.Count.ShouldBe(4);
    }

    [Fact]
    public async Task An_instant_before_the_backup_had_ended_or_after_all_that_is_archived_is_refused()
    {
        await using var restored = new TemporaryHome();

        var early = await Restore(restored.Home, "--to", BackedUpLedger.Shifted(ledger.Ended, -1));
        var late = await Restore(restored.Home, "--to", BackedUpLedger.Shifted(ledger.Between, 3600));

        (early.ExitCode, late.ExitCode).ShouldBe((2, 2));
        early.Errors.ShouldContain($"is before the first backup in {ledger.Backups} had ended: name {ledger.Ended} or later");
        late.Errors.ShouldContain("leave out --to to have all of it");
        foreach (var run in (ProcessRun[])[early, late]) NothingIsRestored(run, restored.Home);
    }

    [Fact]
    public async Task A_backup_of_which_a_byte_is_another_is_refused()
    {
        await using var restored = new TemporaryHome();
        var copy = await ledger.Copy(restored);
        var data = Path.Combine(Directory.EnumerateDirectories(Path.Combine(copy, "backups")).Single(), "data");
        BackedUpLedger.Damage(Path.Combine(data, "global", "pg_filenode.map"), 100);

        var run = await ProcessRun.Ledger(restored.Home, "restore", "--from", copy);

        run.ExitCode.ShouldBe(1);
        run.Errors.ShouldContain("the backup is damaged");
        run.Errors.ShouldContain("pg_filenode.map");
        NothingIsRestored(run, restored.Home);
    }

    [Fact]
    public async Task An_archive_of_which_a_file_is_damaged_or_missing_is_no_shorter_archive()
    {
        await using var restored = new TemporaryHome();
        var copy = await ledger.Copy(restored);
        var third = BackedUpLedger.Archived(copy)[^2];
        BackedUpLedger.Damage(third, new FileInfo(third).Length / 2);

        var damaged = await ProcessRun.Ledger(restored.Home, "restore", "--from", copy);
        File.Delete(third);
        var missing = await ProcessRun.Ledger(restored.Home, "restore", "--from", copy);

        (damaged.ExitCode, missing.ExitCode).ShouldBe((1, 1));
        damaged.Errors.ShouldContain("cannot be restored");
        missing.Errors.ShouldContain($"{third} is missing, and later ones are there");
        foreach (var run in (ProcessRun[])[damaged, missing]) NothingIsRestored(run, restored.Home);
    }

    [Fact]
    public async Task A_folder_without_a_backup_is_one_clear_line()
    {
        await using var restored = new TemporaryHome();
        var run = await ProcessRun.Ledger(restored.Home, "restore", "--from", restored.Folder);
        (run.ExitCode, run.Errors.Trim()).ShouldBe((2, $"ledger: --from {restored.Folder} holds no backup of a ledger: "
            + "name a folder that ./ledger backup --out made"));
    }

    private Task<ProcessRun> Restore(LedgerHome home, params string[] options) =>
        ProcessRun.Ledger(home, ["restore", "--from", ledger.Backups, "--home", home.Path, .. options]);

    // The folder can be used as if nothing had been tried.
    private static void NothingIsRestored(ProcessRun run, LedgerHome home)
    {
        run.Errors.Trim().Split('\n').Count(line => !line.Contains("ledger: copying", StringComparison.Ordinal)
            && !line.Contains("ledger: recovering", StringComparison.Ordinal)).ShouldBe(1, run.Errors);
        if (Directory.Exists(Path.Combine(home.Path, "pg")))
            Directory.EnumerateDirectories(Path.Combine(home.Path, "pg")).Select(Path.GetFileName).ShouldNotContain(
                name => name == "data" || name!.StartsWith("unfinished", StringComparison.Ordinal));
    }
}
