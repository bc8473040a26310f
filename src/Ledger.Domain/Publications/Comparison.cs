using System.Numerics;

namespace Ledger.Domain.Publications;

/// <summary>
/// A printed figure held against what other figures make it. It is made whether or not they agree, so that
/// what was never compared can be told from what tied.
/// </summary>
internal sealed record Comparison(
    PublishedTable Table, TieOutCheck Check, string Line, Figure Printed, Figure Computed)
{
    /// <summary>
    /// The computed figure may be less than the printed one: of-which lines need not name all.
    /// </summary>
    public bool MayFallShort { get; init; }

    /// <summary>The rows that took part.</summary>
    public IEnumerable<PublicationRow> Rows => Printed.Rows.Concat(Computed.Rows);

    /// <summary>The difference as a finding; null when the figures agree.</summary>
    public Finding? ToFinding()
    {
        var grains = Printed.Grains - Computed.Grains;
        if (grains.IsZero || (MayFallShort && grains.Sign > 0)) return null;
        var difference = Printed - Computed;
        var like = Printed.Rows[0].Amount;
        return new(Table.Publication, Table.Fund, Check, Line,
            Printed.PrintLike(like), Computed.PrintLike(like), difference.PrintLike(like),
            BigInteger.Abs(grains) <= difference.Slack ? FindingClass.Rounding : FindingClass.Mismatch)
        {
            Pool = Table.Pool,
        };
    }
}
