using Ledger.Api.CommandLine;
using Ledger.Api.Exports.Gbt24589;
using Ledger.Api.Exports.Iso21378;
using Ledger.Api.Exports.PlainText;
using Ledger.Domain;

namespace Ledger.Api.Exports;

/// <summary>A form in which the books are given away; docs/formats.md describes each.</summary>
/// <param name="Name">As <c>--to</c> takes it.</param>
/// <param name="Write">Writes it to a path, whole or not at all.</param>
/// <param name="Media">The media type of the file.</param>
/// <param name="Extension">Of the name under which it is saved.</param>
internal sealed record ExportFormat(
    string Name, Func<ExportedBooks, string, CancellationToken, Task> Write, string Media, string Extension)
{
    private const string PlainText = "text/plain; charset=utf-8";

    /// <summary>It is a folder of several files, which is sent as one ZIP.</summary>
    public bool IsFolder { get; init; }

    /// <summary>Whether it can be of some months; else it is always of all that is recorded.</summary>
    public bool OfMonths { get; init; }

    /// <summary>What somebody does who wants a part of a format that is whole.</summary>
    public Wording Otherwise { get; init; } = new("the program that reads it chooses dates", "请在读取它的程序中选择日期");

    public static readonly IReadOnlyList<ExportFormat> All =
    [
        new("hledger", File(HledgerJournal.Write), PlainText, ".hledger"),
        new("beancount", File(BeancountJournal.Write), PlainText, ".beancount"),
        new("iso21378", Folder(AuditTables.Write), "application/zip", ".zip") { OfMonths = true, IsFolder = true },
        new("gbt24589", File(AccountingXml.Write), "application/xml", ".xml") { OfMonths = true },
        new("jsonl", LogLines.Write, "application/x-ndjson", ".jsonl")
        {
            Otherwise = new("a position, or an instant, ends it earlier", "可用日志位置或时刻提前截止"),
        },
    ];

    public static ExportFormat? Find(string name) => All.FirstOrDefault(format => format.Name == name);

    private static Func<ExportedBooks, string, CancellationToken, Task> File(
        Func<ExportedBooks, Stream, CancellationToken, Task> write) => (books, path, cancellationToken) =>
        WholeOutput.File(path, stream => write(books, stream, cancellationToken));

    private static Func<ExportedBooks, string, CancellationToken, Task> Folder(
        Func<ExportedBooks, string, CancellationToken, Task> write) => (books, path, cancellationToken) =>
        WholeOutput.Folder(path, folder => write(books, folder, cancellationToken));
}
