using NodaTime;

namespace Ledger.Projections.FundHistory;

/// <summary>
/// What the event at a position did to a line of a fund on a cash date. An event that moves no line has one delta with
/// an empty line, for its date.
/// </summary>
public readonly record struct LineDelta(long Position, string Fund, string Line, LocalDate CashDate, long Fen);
