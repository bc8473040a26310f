namespace Ledger.Naive;

/// <summary>
/// All that was recorded, and which fact another one means. Nothing is kept but the rows: every question reads all of
/// them again.
/// </summary>
/// <param name="facts">In the order of recording.</param>
/// <param name="depositsAtSettlement">
/// The ruling <c>deposit-recognition</c>: a payment counts whole when it is settled, and a deposit is owed; else what
/// is withheld was not paid.
/// </param>
public sealed class NaiveBooks(IReadOnlyList<NaiveFact> facts, bool depositsAtSettlement = false)
{
    private HashSet<NaiveFact>? _reversed;

    public IReadOnlyList<NaiveFact> Facts { get; } = facts;

    public bool DepositsAtSettlement { get; } = depositsAtSettlement;

    public static NaiveBooks Read(TextReader file, bool depositsAtSettlement = false) =>
        new(EventsFile.Read(file), depositsAtSettlement);

    public IReadOnlyList<string> Funds =>
        [.. Facts.Where(fact => fact.Kind == "fund_opened").Select(fact => fact.Fund)];

    /// <summary>The fact of one of these kinds and of the same fund whose number the column <c>original</c> has.</summary>
    public NaiveFact? Original(NaiveFact fact, params string[] kinds) =>
        !fact.Has("original") ? null : Facts.FirstOrDefault(earlier =>
            earlier.Number < fact.Number && earlier.Document == fact["original"] && earlier.Fund == fact.Fund
            && kinds.Contains(earlier.Kind));

    /// <summary>What a reversal reverses; its category is the kind, where the number alone does not say.</summary>
    public NaiveFact Reversed(NaiveFact reversal) => Facts.First(earlier =>
        earlier.Number < reversal.Number && earlier.Document == reversal["original"] && earlier.Fund == reversal.Fund
        && earlier.Kind != "entry_reversed" && (!reversal.Has("category") || earlier.Kind == reversal.Category));

    /// <summary>Whether no reversal took it back.</summary>
    public bool Stands(NaiveFact fact)
    {
        _reversed ??= [.. Facts.Where(one => one.Kind == "entry_reversed").Select(Reversed)];
        return !_reversed.Contains(fact);
    }
}
