using Ledger.Api.Privacy;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;

namespace Ledger.Api.Importing;

/// <summary>A file of some format that an import takes: rows in, entries out, with constant memory.</summary>
public interface IImportFile
{
    /// <summary>Its path, as the user wrote it.</summary>
    string Name { get; }

    /// <summary>Bytes, for showing progress.</summary>
    long Length { get; }

    /// <summary>Bytes read so far by the running <see cref="Read"/>.</summary>
    long BytesRead { get; }

    /// <summary>The header for the file of bad rows; known once <see cref="Read"/> runs.</summary>
    string HeaderText { get; }

    /// <summary>What stands between the fields of a row.</summary>
    char Separator { get; }

    /// <summary>Its rows bear people's own numbers, so what is left of it is for its owner's eyes.</summary>
    bool NamesPeople { get; }

    /// <summary>What turned those numbers into tokens; null where the rows bear tokens or nobody.</summary>
    PersonTokens? Persons => null;

    /// <summary>A withdrawal in it takes back a whole settlement, or is refused.</summary>
    bool RefundsAreWhole { get; }

    /// <summary>SHA-256 of the file, as the cause of what it records.</summary>
    Task<string> Hash(CancellationToken cancellationToken);

    /// <summary>The rows, in the order in which they are to be recorded.</summary>
    /// <param name="funds">The funds that a row may name.</param>
    /// <param name="keepRaw">Whether each row's own text is wanted, for the file of bad rows.</param>
    /// <exception cref="ImportRefusedException">The file as a whole cannot be read.</exception>
    IEnumerable<ImportRow> Read(FundCatalogue funds, bool keepRaw);

    /// <summary>The column of this file to mend where a rule of the books names one of an entry.</summary>
    string ColumnOf(FundEvent entry, string column);

    /// <summary>A text as one field of a row of this file.</summary>
    string Field(string text);
}

/// <summary>One row of a file, as an import takes it.</summary>
/// <param name="File">How messages call the file, or the text inside an archive.</param>
/// <param name="Line">Number of the line on which it begins, from 1.</param>
/// <param name="Key">What it shares with the rows that it stands or falls with; null where it stands alone.</param>
/// <param name="Entries">None of a bad row, or of one that moves no money.</param>
/// <param name="Errors">What is wrong with its shape.</param>
/// <param name="Raw">The row as it stands in the file, where that was wanted.</param>
public sealed record ImportRow(string File, int Line, (string, string)? Key, IReadOnlyList<FundEvent> Entries,
    IReadOnlyList<ImportError> Errors, string Raw);
