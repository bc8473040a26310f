using Ledger.Api.CommandLine;
using Ledger.Api.Privacy;
using Ledger.Api.Recording;
using Ledger.Domain;
using Ledger.Domain.Deciding;
using Ledger.EventStore;
using Npgsql;

namespace Ledger.Api.Importing;

/// <summary>What an import may be asked to do differently.</summary>
/// <param name="DryRun">Decide everything, write nothing.</param>
/// <param name="SkipBad">Write the good rows, and put the bad ones with their reasons in this file.</param>
/// <param name="Batches">Commit every <see cref="BatchRows"/> rows, for very long files.</param>
public sealed record ImportOptions(bool DryRun = false, string? SkipBad = null, bool Batches = false)
{
    /// <summary>Rows a commit with <see cref="Batches"/>; a settlement or voucher is never cut.</summary>
    public int BatchRows { get; init; } = Importer.BatchCommitRows;
}

/// <summary>
/// Loads files into a pool, all or nothing: pass one checks every row's shape without a lock, pass two holds
/// the pool, decides and appends in one transaction. Memory does not grow with the file.
/// </summary>
public sealed class Importer(LedgerContext ledger, string actor, IImportProgress progress)
{
    /// <summary>Rows decided and written together.</summary>
    public const int RowsPerWrite = 5_000;

    /// <summary>Rows a commit with <c>--batches</c>.</summary>
    public const int BatchCommitRows = 100_000;

    // What is imported has happened: the pool says whether it may take a fund below zero.
    private RuleBook _rules = ledger.Rules with { IsImport = true };
    private readonly HashSet<FundCode> _overdrawn = [];
    private readonly List<ImportError> _errors = [];
    private long _accepted;
    private long _duplicates;
    private long _rejected;
    private long _withoutMoney;
    private (long Accepted, long Duplicates) _committed;
    private bool _isCommitting;

    /// <exception cref="UserError">A file that is not there, a pool that stays busy, a database that fails.</exception>
    public async Task<ImportResult> Run(IReadOnlyList<IImportFile> files, PoolCode pool, ImportOptions options,
        CancellationToken cancellationToken)
    {
        _rules = _rules with { RefundsAreWhole = files.All(file => file.RefundsAreWhole) };
        try
        {
            if (options.SkipBad is null && !CheckShapes(files))
                return Result(await Position(pool, cancellationToken), written: false);
            var result = await Record(files, pool, options, cancellationToken);
            if (!options.DryRun && result.Accepted + result.Duplicates > 0) await KeepPersons(files, pool, cancellationToken);
            return result;
        }
        catch (ImportRefusedException refused)
        {
            _errors.Add(refused.Error);
            return Result(await Position(pool, cancellationToken), written: false);
        }
        catch (PoolBusyException busy)
        {
            throw new UserError($"{What()}: {busy.Message}");
        }
        catch (NpgsqlException error)
        {
            throw new UserError($"{What()}: {Database.DatabaseErrors.Line(error)}");
        }
    }

    // After they are recorded: where this fails, sending the files again keeps what is missing.
    private async Task KeepPersons(IReadOnlyList<IImportFile> files, PoolCode pool, CancellationToken cancellationToken)
    {
        foreach (var persons in files.Select(file => file.Persons).OfType<PersonTokens>())
            await new PersonVault(ledger.Database).Keep(pool, persons, cancellationToken);
    }

    // What stands when the database fails. Sending again is always right: what was recorded counts as duplicates.
    private string What() => _committed.Accepted > 0
        ? UserLanguage.Say($"the first {_committed.Accepted} rows are recorded, send the files again for the rest",
            $"前 {_committed.Accepted} 行已登记,其余请重新发送文件")
        : _isCommitting
            ? UserLanguage.Say("it is not known whether the rows were recorded, send the files again",
                "不能确定各行是否已登记,请重新发送文件")
            : UserLanguage.Say("nothing was written", "未写入任何内容");

    // Pass one: no lock, no database. Every bad row is named, so that one mending is enough.
    private bool CheckShapes(IReadOnlyList<IImportFile> files)
    {
        foreach (var file in files)
        {
            progress.Begin($"checking {file.Name}", file.Length);
            foreach (var row in file.Read(ledger.Funds, keepRaw: false))
            {
                if (row.Errors.Count > 0) Reject(1, row.Errors);
                progress.At(file.BytesRead);
            }
        }
        return _rejected == 0;
    }

    private async Task<ImportResult> Record(IReadOnlyList<IImportFile> files, PoolCode pool, ImportOptions options,
        CancellationToken cancellationToken)
    {
        await using var badRows = options.SkipBad is null || options.DryRun ? null : BadRowsFile.Create(options.SkipBad, files);
        var append = await ledger.Store.Begin(pool, ledger.WriterWait, rehearsal: options.DryRun, cancellationToken);
        try
        {
            var rowsMax = options.Batches ? Math.Min(RowsPerWrite, options.BatchRows) : RowsPerWrite;
            var sinceCommit = 0L;
            var writer = new LedgerWriter(append, _rules, new(ledger.Chart));
            foreach (var file in files)
            {
                var cause = $"import:{(await file.Hash(cancellationToken))[..32]}";
                progress.Begin($"recording {file.Name}", file.Length);
                await foreach (var units in OneAhead.Of(Chunks(Units(file, badRows is not null), rowsMax)))
                {
                    await Decide(file, units, writer, cause, badRows, cancellationToken);
                    progress.At(file.BytesRead);
                    sinceCommit += units.Sum(unit => unit.Rows.Count);
                    if (!options.Batches || options.DryRun || sinceCommit < options.BatchRows) continue;
                    if (_rejected > 0 && badRows is null) break;
                    await writer.Finish(cancellationToken);
                    await Commit(append, cancellationToken);
                    await append.DisposeAsync();
                    append = await ledger.Store.Begin(pool, ledger.WriterWait, rehearsal: false, cancellationToken);
                    writer = new LedgerWriter(append, _rules, new(ledger.Chart));
                    sinceCommit = 0;
                }
            }
            await writer.Finish(cancellationToken);
            return await Finish(append, pool, options, badRows, cancellationToken);
        }
        finally
        {
            await append.DisposeAsync();
        }
    }

    private async Task Commit(PoolAppend append, CancellationToken cancellationToken)
    {
        _isCommitting = true;
        await append.Commit(cancellationToken);
        _isCommitting = false;
        _committed = (_accepted, _duplicates);
    }

    private async Task<ImportResult> Finish(PoolAppend append, PoolCode pool, ImportOptions options,
        BadRowsFile? badRows, CancellationToken cancellationToken)
    {
        var keep = !options.DryRun && (_rejected == 0 || badRows is not null);
        if (keep)
        {
            await Commit(append, cancellationToken);
            badRows?.Keep();
            return Result(append.Position, written: true);
        }
        await append.DisposeAsync();
        var good = options.DryRun && (_rejected == 0 || options.SkipBad is not null);
        return Result(await Position(pool, cancellationToken), written: good);
    }

    private async Task Decide(IImportFile file, IReadOnlyList<ImportUnit> units, LedgerWriter writer, string cause,
        BadRowsFile? badRows, CancellationToken cancellationToken)
    {
        var good = units.Where(unit => unit.Errors.Count == 0 && unit.Entries.Count > 0).ToList();
        var decisions = await writer.RecordAhead(
            [.. good.Select(unit => new Submission(unit.Entries, actor, cause))], cancellationToken);
        var decided = 0;
        foreach (var unit in units)
        {
            if (unit.Errors.Count == 0 && unit.Entries.Count == 0)
            {
                _withoutMoney += unit.Rows.Count;
                continue;
            }
            var errors = unit.Errors.Count > 0 ? unit.Errors : Count(file, unit, decisions[decided++]);
            if (errors.Count == 0) continue;
            Reject(unit.Rows.Count, errors);
            badRows?.Add(file, unit.Rows, errors);
        }
    }

    private List<ImportError> Count(IImportFile file, ImportUnit unit, SubmissionDecision decision)
    {
        if (decision.RepeatOf is not null) _duplicates += unit.Rows.Count;
        else if (decision.Refused.Count == 0) _accepted += unit.Rows.Count;
        _overdrawn.UnionWith(decision.Overdrawn);
        return
        [
            .. decision.Refused.Select(refused =>
                new ImportError(unit.RowOf(refused.Index).File, unit.RowOf(refused.Index).Line,
                    file.ColumnOf(unit.Entries[refused.Index], refused.Column),
                    refused.Explanation.In(UserLanguage.IsChinese))),
        ];
    }

    // Rows that stand together follow each other.
    private IEnumerable<ImportUnit> Units(IImportFile file, bool keepRaw)
    {
        ImportUnit? unit = null;
        foreach (var row in file.Read(ledger.Funds, keepRaw))
        {
            if (unit is null || row.Key is null || row.Key != unit.Key)
            {
                if (unit is not null) yield return unit;
                unit = new(row.Key);
            }
            unit.Add(row);
        }
        if (unit is not null) yield return unit;
    }

    private static IEnumerable<IReadOnlyList<ImportUnit>> Chunks(IEnumerable<ImportUnit> units, int rowsMax)
    {
        var chunk = new List<ImportUnit>();
        var rows = 0;
        foreach (var unit in units)
        {
            chunk.Add(unit);
            rows += unit.Rows.Count;
            if (rows < rowsMax) continue;
            yield return chunk;
            chunk = [];
            rows = 0;
        }
        if (chunk.Count > 0) yield return chunk;
    }

    private void Reject(int rows, IReadOnlyList<ImportError> errors)
    {
        _rejected += rows;
        _errors.AddRange(errors.Take(Math.Max(0, ImportResult.ErrorsMax - _errors.Count)));
    }

    private ImportResult Result(long position, bool written) =>
        new(written ? _accepted : _committed.Accepted, written ? _duplicates : _committed.Duplicates, _rejected, position,
            _errors)
        {
            WithoutMoney = _withoutMoney == 0 ? null : _withoutMoney,
            Overdrawn = _overdrawn.Count == 0 ? null : [.. _overdrawn.Select(fund => fund.Text)],
        };

    private Task<long> Position(PoolCode pool, CancellationToken cancellationToken) => ledger.Store.Head(pool, cancellationToken);
}
