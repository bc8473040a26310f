using System.Text.Json;
using System.Text.RegularExpressions;
using Ledger.Domain.Events;

namespace Ledger.Domain.Clearing;

/// <summary>A policy of year-end clearing as a file (docs/clearing.md has its shape).</summary>
public static partial class ClearingPolicyFile
{
    private const int RoundMax = 99;
    private const int UpToMax = 100;
    private const long ScoreMax = 1_000_000;

    private static readonly string[] _names =
    [
        "id", "source", "remark", "fund", "method", "paymentMethod", "category", "round", "budgetShare",
        "budgetCategory", "categories", "charged", "rounding", "specialCases", "setAside", "surplus", "overrun", "deposit",
    ];

    /// <exception cref="FormatException">The text is not of that shape; the message is one line that names the place.</exception>
    public static ClearingPolicy Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return Read(new(document.RootElement, "", _names));
        }
        catch (JsonException error)
        {
            throw new FormatException($"not JSON: {error.Message}", error);
        }
    }

    private static ClearingPolicy Read(PolicyObject file)
    {
        var method = file.OneOf("method", "points", "budget") == "points" ? ClearingMethod.Points : ClearingMethod.Budget;
        NeedOnly(file, method);
        var isInterim = file.OneOf("category", "annual", "interim") == "interim";
        if (!isInterim && file.Has("budgetShare"))
            throw new FormatException("budgetShare is for interim clearings; an annual one clears the whole budget");
        file.OneOf("rounding", ClearingPolicy.RoundingOf(method));
        return new()
        {
            Id = Slug(file, "id"),
            Source = file.Text("source"),
            Fund = FundCode.TryParse(file.Text("fund"), out var fund)
                ? fund
                : throw new FormatException($"fund '{file.Text("fund")}' must be {FundCode.Form.English}"),
            Method = method,
            PaymentMethod = file.Has("paymentMethod") ? Slug(file, "paymentMethod") : null,
            Category = isInterim ? "interim" : "annual",
            Round = file.Has("round") ? (int)file.Whole("round", 1, RoundMax) : 1,
            BudgetShare = isInterim ? file.Rate("budgetShare") : new(Rate.One),
            BudgetCategory = file.TextOrNone("budgetCategory") ?? "",
            Categories = Categories(file),
            Charged = file.OneOf("charged", "paid", "settled") == "paid" ? ChargedBy.Paid : ChargedBy.Settled,
            SpecialCases = file.OneOf("specialCases", "inside", "outside") == "inside"
                ? SpecialCases.Inside : SpecialCases.Outside,
            SetAside = method == ClearingMethod.Points ? file.Rate("setAside") : default,
            Surplus = method == ClearingMethod.Budget ? ReadBands(file, "surplus") : new([]),
            Overrun = method == ClearingMethod.Budget ? ReadBands(file, "overrun") : new([]),
            Deposit = file.Has("deposit") ? ReadDeposit(file) : [],
        };
    }

    private static void NeedOnly(PolicyObject file, ClearingMethod method)
    {
        var others = method == ClearingMethod.Points ? new[] { "surplus", "overrun" } : ["setAside"];
        if (others.FirstOrDefault(file.Has) is { } other)
            throw new FormatException($"{other} is not for method {(method == ClearingMethod.Points ? "points" : "budget")}");
    }

    private static string Slug(PolicyObject file, string name) => SlugText().IsMatch(file.Text(name))
        ? file.Text(name)
        : throw new FormatException(
            $"{name} '{file.Text(name)}' must be a slug: a-z, 0-9 and single hyphens, at most 40 characters");

    private static List<string> Categories(PolicyObject file)
    {
        var known = EventTypes.Find("settlement_recorded")!.Categories;
        var named = new List<string>();
        foreach (var element in file.List("categories"))
        {
            var text = element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText();
            if (!known.Contains(text, StringComparer.Ordinal))
                throw new FormatException($"categories '{text}' is not one of {string.Join(", ", known)}");
            if (named.Contains(text)) throw new FormatException($"categories has '{text}' twice");
            named.Add(text);
        }
        return named;
    }

    private static Bands ReadBands(PolicyObject file, string name)
    {
        var bands = new PolicyObject(file.Given(name), $"{name}.", "bands", "cap");
        var steps = new List<Band>();
        foreach (var (element, place) in bands.List("bands").Select((element, place) => (element, place)))
        {
            var band = new PolicyObject(element, $"{name}.bands[{place}].", "upTo", "share");
            var upTo = band.Rate("upTo", UpToMax);
            if (upTo.Millionths <= (steps.Count == 0 ? 0 : steps[^1].UpTo.Millionths))
                throw new FormatException($"{band.PathOf("upTo")} {upTo} is not above where the band before it ends");
            steps.Add(new(upTo, band.Rate("share")));
        }
        return new(steps, bands.Has("cap") ? bands.Rate("cap") : null);
    }

    private static List<DepositBand> ReadDeposit(PolicyObject file)
    {
        var bands = new List<DepositBand>();
        foreach (var (element, place) in file.List("deposit").Select((element, place) => (element, place)))
        {
            var band = new PolicyObject(element, $"deposit[{place}].", "minScore", "release");
            var score = band.Whole("minScore", 0, ScoreMax);
            if (bands.Count > 0 && score >= bands[^1].MinScore)
                throw new FormatException($"{band.PathOf("minScore")} {score} is not below the band before it; highest first");
            bands.Add(new(score, band.Rate("release")));
        }
        return bands[^1].MinScore == 0
            ? bands
            : throw new FormatException("the last band of deposit must have minScore 0, so that every score is decided");
    }

    [GeneratedRegex("^(?=.{1,40}$)[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex SlugText();
}
