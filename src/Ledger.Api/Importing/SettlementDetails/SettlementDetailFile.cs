using Ledger.Api.CommandLine;
using Ledger.Api.Privacy;
using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.Domain.Funds;
using Ledger.Domain.Settlements;

namespace Ledger.Api.Importing.SettlementDetails;

/// <summary>
/// A settlement detail 3202 (对明细账), plain or in a ZIP. Settlements come first and refunds after them, so that a refund
/// finds its settlement wherever the two stand in the file: the file is read once more for its refunds, if it has any.
/// </summary>
public sealed class SettlementDetailFile : IImportFile
{
    private readonly SettlementDetailOptions _options;
    private readonly SettlementDetailParser _parser;
    private readonly SettlementDetailLimits _limits;

    private SettlementDetailFile(
        string path, SettlementDetailOptions options, PersonTokens persons, SettlementDetailLimits limits)
    {
        Name = path;
        _options = options;
        _parser = new(options, persons);
        Persons = persons;
        _limits = limits;
    }

    public string Name { get; }

    public long Length => new FileInfo(Name).Length;

    public long BytesRead { get; private set; }

    public string HeaderText => SettlementDetailColumns.Header;

    public char Separator => '\t';

    public bool NamesPeople => true;

    public PersonTokens? Persons { get; }

    public bool RefundsAreWhole => true;

    /// <exception cref="UserError">No such file, or a folder.</exception>
    public static SettlementDetailFile Open(string path, SettlementDetailOptions options, PersonTokens persons,
        SettlementDetailLimits? limits = null)
    {
        SourceFile.ShouldExist(path);
        return new(path, options, persons, limits ?? SettlementDetailLimits.Default);
    }

    public Task<string> Hash(CancellationToken cancellationToken) => SourceFile.Hash(Name, cancellationToken);

    public IEnumerable<ImportRow> Read(FundCatalogue funds, bool keepRaw)
    {
        var (settlements, refunds) = (0L, 0L);
        foreach (var row in Rows(keepRaw))
        {
            if (IsRefund(row)) refunds++;
            else
            {
                settlements++;
                yield return row;
            }
        }
        if (settlements + refunds == 0) throw Refused(Name, 1, SettlementDetailText.NoLines);
        if (refunds == 0) yield break;
        foreach (var row in Rows(keepRaw).Where(IsRefund)) yield return row;
    }

    public string ColumnOf(FundEvent entry, string column) => column switch
    {
        EntryColumns.Document or EntryColumns.Original => SettlementDetailColumns.Settlement,
        EntryColumns.Amount when entry.Fund == _options.PersonalFund => SettlementDetailColumns.AccountPayment,
        EntryColumns.Amount => SettlementDetailColumns.FundPayment,
        EntryColumns.MedicalCost => SettlementDetailColumns.MedicalCost,
        EntryColumns.Person => SettlementDetailColumns.Person,
        EntryColumns.Fund when entry.Fund == _options.PersonalFund => SettlementDetailArguments.PersonalFundName,
        EntryColumns.Date or EntryColumns.BusinessTo => SettlementDetailArguments.ToName,
        EntryColumns.BusinessFrom => SettlementDetailArguments.FromName,
        _ => $"--{column}",
    };

    public string Field(string text) => text.Replace('\t', ' ');

    private static bool IsRefund(ImportRow row) => row.Entries is [SettlementWithdrawn, ..];

    private IEnumerable<ImportRow> Rows(bool keepRaw)
    {
        using var stream = SourceFile.OpenRead(Name);
        using var texts = DetailTexts.In(Name, stream, _limits).GetEnumerator();
        while (Guarded(Name, () => texts.MoveNext()))
        {
            var text = texts.Current;
            var lines = new TextLines(text.Read, _limits.LineBytesMax);
            while (Guarded(text.Name, lines.Next) is { } line)
            {
                BytesRead = stream.Position;
                if (line.Length == 0 || (lines.Number == 1 && IsHeader(text.Name, line))) continue;
                yield return Row(text.Name, lines.Number, line, keepRaw);
            }
        }
    }

    private static bool IsHeader(string name, string line)
    {
        if (line == SettlementDetailColumns.Header) return true;
        var isOther = Array.Exists(line.Split('\t'), field => SettlementDetailColumns.All.Contains(field.Trim()));
        return isOther ? throw Refused(name, 1, SettlementDetailText.NoHeader) : false;
    }

    private ImportRow Row(string name, int number, string line, bool keepRaw)
    {
        var entries = _parser.Parse(line, out var problems);
        return new(name, number, Key: null, entries,
        [
            .. problems.Select(problem => new ImportError(name, number, problem.Column, In(problem.Reason))),
        ], keepRaw ? line : "");
    }

    // What cannot be read at all is said of the file, not of a line of it.
    private T Guarded<T>(string name, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (UnreadableTextException unreadable)
        {
            throw Refused(name, unreadable.Line, unreadable.Reason);
        }
        catch (InvalidDataException)
        {
            throw Refused(name, 1, SettlementDetailText.BrokenZip);
        }
        catch (IOException error)
        {
            throw new UserError($"{Name}: cannot be read to its end: {error.Message}");
        }
    }

    private static ImportRefusedException Refused(string name, int line, Wording reason) =>
        new(new(name, line, null, In(reason)));

    private static string In(Wording wording) => wording.In(UserLanguage.IsChinese);
}
