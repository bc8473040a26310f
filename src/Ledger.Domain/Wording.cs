namespace Ledger.Domain;

/// <summary>One sentence for people, in both languages of the ledger's users.</summary>
public sealed record Wording(string English, string Chinese)
{
    /// <summary>The sentence in a language; English unless the language is Chinese.</summary>
    public string In(bool chinese) => chinese ? Chinese : English;
}
