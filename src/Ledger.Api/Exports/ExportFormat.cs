using Ledger.Api.CommandLine;
using Ledger.Api.Exports.Gbt24589;
using Ledger.Api.Exports.Iso21378;
using Ledger.Api.Exports.PlainText;

namespace Ledger.Api.Exports;

/// <summary>A form in which the books are given away; docs/formats.md describes each.</summary>
/// <param name="Name">As <c>--to</c> takes it.</param>
/// <param name="Write">Writes it to a path, whole or not at all.</param>
internal sealed record ExportFormat(string Name, Func<ExportedBooks, string, CancellationToken, Task> Write)
{
    /// <summary>Whether it can be of some months; else it is always of all that is recorded.</summary>
    public bool OfMonths { get; init; }

    /// <summary>What somebody does who wants a part of a format that is whole.</summary>
    public string Otherwise { get; init; } = "the program that reads it chooses dates";

    public static readonly IReadOnlyList<ExportFormat> All =
    [
        new("hledger", File(HledgerJournal.Write)),
        new("beancount", File(BeancountJournal.Write)),
        new("iso21378", Folder(AuditTables.Write)) { OfMonths = true },
        new("gbt24589", File(AccountingXml.Write)) { OfMonths = true },
        new("jsonl", File(LogLines.Write)) { Otherwise = "--position or --known-at end it earlier" },
    ];

    private static Func<ExportedBooks, string, CancellationToken, Task> File(
        Func<ExportedBooks, Stream, CancellationToken, Task> write) => (books, path, cancellationToken) =>
        WholeOutput.File(path, stream => write(books, stream, cancellationToken));

    private static Func<ExportedBooks, string, CancellationToken, Task> Folder(
        Func<ExportedBooks, string, CancellationToken, Task> write) => (books, path, cancellationToken) =>
        WholeOutput.Folder(path, folder => write(books, folder, cancellationToken));
}
