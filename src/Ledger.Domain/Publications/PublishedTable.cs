using NodaTime;

namespace Ledger.Domain.Publications;

/// <summary>One table of a publication: what it prints of one fund of one pool for one period.</summary>
internal sealed class PublishedTable
{
    private readonly IReadOnlyDictionary<string, PublicationRow> _amounts;

    private PublishedTable(IReadOnlyList<PublicationRow> rows)
    {
        Rows = rows;
        _amounts = rows.Where(IsMoney).ToDictionary(row => row.Line);
        Months = rows.SingleOrDefault(row => row.Line == PublishedLine.Months && !IsMoney(row));
        if (rows.Any(row => row.From != From || row.To != To))
            throw new ArgumentException($"'{Publication}' gives two periods for {Fund}.", nameof(rows));
    }

    public IReadOnlyList<PublicationRow> Rows { get; }

    public string Publication => Rows[0].Publication;

    public string Pool => Rows[0].Pool;

    public string Fund => Rows[0].Fund;

    public LedgerTableKey Key => new(Pool, Fund, From, To);

    public LocalDate From => Rows[0].From;

    public LocalDate To => Rows[0].To;

    /// <summary>The printed months of payment capacity, if any.</summary>
    public PublicationRow? Months { get; }

    /// <summary>The tables of the rows, in the order in which each first appears.</summary>
    /// <exception cref="ArgumentException">A table has a line twice or two periods.</exception>
    public static IReadOnlyList<PublishedTable> All(IReadOnlyList<PublicationRow> rows) =>
    [
        .. rows
            .GroupBy(row => (row.Publication, row.Pool, row.Fund))
            .Select(table => new PublishedTable([.. table])),
    ];

    /// <summary>The rows that print money, which are all but those in months.</summary>
    public IEnumerable<PublicationRow> Amounts => Rows.Where(IsMoney);

    public PublicationRow? RowOf(string line) => _amounts.GetValueOrDefault(line);

    public Figure? this[string line] => RowOf(line) is { } row ? Figure.Of(row) : null;

    /// <summary>income.total less expenditure.total; null when one of them is not printed.</summary>
    public Figure? Flows => Less(this[PublishedLine.IncomeTotal], this[PublishedLine.ExpenditureTotal]);

    /// <summary>
    /// The printed opening, else the closing less what moved it; null when neither is known.
    /// </summary>
    public Figure? Opening => this[PublishedLine.Opening] ?? Less(this[PublishedLine.Closing], Movement);

    /// <summary>
    /// What the closing has to be: the printed opening and what moved it; null when one is not known.
    /// </summary>
    public Figure? ClosingComputed =>
        this[PublishedLine.Opening] is { } opening && Movement is { } movement ? opening + movement : null;

    private static bool IsMoney(PublicationRow row) => row.Amount.Unit != AmountUnit.Months;

    private static Figure? Less(Figure? left, Figure? right) =>
        left is null || right is null ? null : left - right;

    // A printed surplus is trusted only where the two totals do not give it.
    private Figure? Movement
    {
        get
        {
            var surplus = Flows ?? this[PublishedLine.Surplus];
            var adjusted = this[PublishedLine.Adjusted];
            return surplus is null || adjusted is null ? surplus : adjusted + surplus;
        }
    }
}
