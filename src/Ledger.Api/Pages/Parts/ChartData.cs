using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledger.Api.Pages.Parts;

/// <summary>What a chart shows, as its table has it too.</summary>
/// <param name="Labels">Along the axis.</param>
/// <param name="Series">Each with a value a label.</param>
/// <param name="Unit">Of the values, in the reader's language; null where they are amounts, which have the reader's unit.</param>
public sealed record ChartData(IReadOnlyList<string> Labels, IReadOnlyList<ChartSeries> Series, string? Unit)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Lines across the chart, such as the limits of bands.</summary>
    public IReadOnlyList<ChartMark> Marks { get; init; } = [];

    /// <summary>What the script draws.</summary>
    /// <param name="inWan">Amounts in 万元; a chart is no place for exact digits, which are in its table.</param>
    internal string Json(bool inWan) => JsonSerializer.Serialize(new
    {
        Labels, Marks, Series = Series.Select(series => new
        {
            series.Name, series.Kind, series.Stack,
            Values = series.Values.Select(value => value is not null && inWan && series.AreAmounts ? InWan(value) : value),
        }),
    }, _json);

    private static string InWan(string yuan) =>
        (FigureNumber.Of(yuan) / AmountText.YuanPerWan).ToString(CultureInfo.InvariantCulture);
}

/// <summary>A series of values.</summary>
/// <param name="Name">In the reader's language.</param>
/// <param name="Kind"><c>line</c> or <c>bar</c>.</param>
/// <param name="Values">Decimal strings; null where there is none.</param>
public sealed record ChartSeries(string Name, string Kind, IReadOnlyList<string?> Values)
{
    /// <summary>Series of one stack stand on each other.</summary>
    public string? Stack { get; init; }

    /// <summary>The values are amounts in yuan, shown in the reader's unit.</summary>
    public bool AreAmounts { get; init; }
}

/// <summary>A line across a chart.</summary>
public sealed record ChartMark(string Name, string Value);
