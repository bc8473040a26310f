using System.Text.Json;

namespace Ledger.Domain.Funds;

/// <summary>Whose money a fund's books hold.</summary>
public enum FundBooks
{
    /// <summary>A social-insurance fund, in the statutory statements.</summary>
    Statutory,

    /// <summary>Kept apart, in no statutory statement: 惠民保, 举报奖励, project money.</summary>
    Outside,

    /// <summary>An insurer's money; never this ledger's expenditure.</summary>
    Insurer,
}

/// <summary>Which part of a split fund its books are.</summary>
public enum FundPart
{
    /// <summary>One book for all of it, personal accounts included where it has any.</summary>
    Whole,

    /// <summary>The pooled part (统筹基金); personal accounts have a book of their own.</summary>
    Pooled,

    /// <summary>The personal accounts (个人账户).</summary>
    Personal,
}

/// <param name="HasPersonalAccounts">A whole book in which personal accounts are mixed with pooled money.</param>
public sealed record FundDescription(
    FundCode Slug, string Chinese, string English, string? Code, bool CodeVerified, FundBooks Books, FundPart Part,
    bool HasPersonalAccounts);

/// <summary>The funds that books may be opened for (<c>data/funds.json</c>).</summary>
public sealed class FundCatalogue
{
    private readonly Dictionary<FundCode, FundDescription> _bySlug;

    private FundCatalogue(IReadOnlyList<FundDescription> all)
    {
        All = all;
        _bySlug = all.ToDictionary(fund => fund.Slug);
    }

    public IReadOnlyList<FundDescription> All { get; }

    /// <exception cref="FormatException">The text is not of that shape, or names a fund twice.</exception>
    public static FundCatalogue Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return new([.. document.RootElement.EnumerateArray().Select(Read)]);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException
            or ArgumentException or FormatException)
        {
            throw new FormatException($"not a fund catalogue: {error.Message}", error);
        }
    }

    public FundDescription? Find(FundCode slug) => _bySlug.GetValueOrDefault(slug);

    private static FundDescription Read(JsonElement row) =>
        new(FundCode.Of(row.Text("slug")),
            row.Text("chinese"),
            row.Text("english"),
            row.GetProperty("code").GetString(),
            row.GetProperty("codeVerified").GetBoolean(),
            row.Choice<FundBooks>("books"),
            row.TryGetProperty("part", out _) ? row.Choice<FundPart>("part") : FundPart.Whole,
            row.TryGetProperty("hasPersonalAccounts", out var mixed) && mixed.GetBoolean());
}
