namespace Ledger.Naive.Generating;

/// <summary>What a random history is made of.</summary>
/// <param name="Submissions">How many times somebody sends something, beside the opening of the books.</param>
public sealed record HistorySettings(int Submissions)
{
    /// <summary>Begins every number, case and party, so that two histories have nothing in common.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>What each fund has at first; little, so that it runs out.</summary>
    public long OpeningFen { get; init; } = 20_000_00;

    /// <summary>Whether things are sent again, changed, cut or in another order.</summary>
    public bool Disorder { get; init; } = true;

    /// <summary>Whether the history opens the funds itself.</summary>
    public bool OpensFunds { get; init; } = true;
}
