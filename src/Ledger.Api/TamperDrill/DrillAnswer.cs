namespace Ledger.Api.TamperDrill;

/// <param name="Ok">Whether every deed was caught.</param>
public sealed record DrillAnswer(bool Ok, IReadOnlyList<DrilledPoolAnswer> Pools);

/// <param name="Events">How many events the pool had.</param>
public sealed record DrilledPoolAnswer(string Pool, long Events, IReadOnlyList<DeedAnswer> Deeds);

/// <param name="Deed">Its name.</param>
/// <param name="What">In words.</param>
/// <param name="CaughtBy">The checks that caught it; none where none did.</param>
public sealed record DeedAnswer(string Deed, string What, bool Caught, IReadOnlyList<CaughtBy> CaughtBy);

/// <param name="Check">
/// <c>verify</c>; <c>checkpoint</c>, which is verify with the checkpoint that lies outside; or <c>rebuild --check</c>.
/// </param>
/// <param name="Seconds">How long the check took, to its end.</param>
/// <param name="Found">What it found first.</param>
public sealed record CaughtBy(string Check, double Seconds, string Found)
{
    public const string Verify = "verify";
    public const string Checkpoint = "checkpoint";
    public const string Rebuild = "rebuild --check";
}
