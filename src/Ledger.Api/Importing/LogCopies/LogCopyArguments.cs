using System.CommandLine;
using Ledger.Api.CommandLine;
using Ledger.Api.Proofs;
using Ledger.Domain;

namespace Ledger.Api.Importing.LogCopies;

/// <summary>What <c>import --format jsonl</c> asks beside the file: to what the log is held, and with which keys.</summary>
internal sealed class LogCopyArguments
{
    private readonly Option<string?> _checkpoint = new("--checkpoint")
    {
        Description = "With --format jsonl: the checkpoint of the log (default: that beside the file)",
    };

    private readonly Option<string[]> _keys = PublicKeyOption.Create();

    internal IEnumerable<Option> All => [_checkpoint, _keys];

    /// <exception cref="UserError">One of them is there with another format.</exception>
    internal void ShouldBeAbsent(ParseResult verb)
    {
        if (All.FirstOrDefault(option => verb.GetResult(option) is { Implicit: false }) is { } option)
            throw new UserError($"{option.Name} is for --format jsonl");
    }

    /// <exception cref="UserError">There are several files, or the log is refused.</exception>
    internal async Task<int> Run(ParseResult verb, string[] files, PoolCode pool, bool json, CancellationToken cancellationToken)
    {
        if (files is not [var file]) throw new UserError("--format jsonl takes one file: a log is whole");
        SourceFile.ShouldExist(file);
        var held = LogCopyCheckpoint.Read(verb.GetValue(_checkpoint) ?? file + Exports.LogLines.CheckpointExtension,
            PublicKeyOption.Keys(verb.GetValue(_keys) ?? []));
        await using var ledger = await LedgerContext.Open(cancellationToken);
        // What is in the log keeps its own actors; that somebody brought it here is noted beside it.
        await ledger.NoteAccess(pool, "import --format jsonl", subject: null, cancellationToken);
        var answer = await ConsoleProgress.Run(verb.InvocationConfiguration.Error,
            progress => new LogCopyImport(ledger, pool, progress).Run(file, held, cancellationToken));
        if (json) verb.WriteJson(answer);
        else
        {
            var by = answer.IsSigned ? UserLanguage.Say("as it was signed", "与签名一致") : UserLanguage.Say("which nobody has signed", "未经签名");
            await verb.InvocationConfiguration.Output.WriteLineAsync(UserLanguage.Say(
                $"pool {pool}: {answer.Position} events loaded; root {answer.Root}, {by}",
                $"统筹区 {pool}:已导入 {answer.Position} 个事件;根 {answer.Root},{by}"));
        }
        return ExitCodes.Fine;
    }
}
