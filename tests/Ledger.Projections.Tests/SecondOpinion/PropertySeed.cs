using System.Globalization;

namespace Ledger.Projections.Tests.SecondOpinion;

/// <summary>
/// The seed of a random test, printed with its output: the same at every run unless <c>LEDGER_PROPERTY_SEED</c> is
/// <c>random</c>, or a number that a failure printed.
/// </summary>
internal static class PropertySeed
{
    private const int Default = 20261122;

    public static int Of(ITestOutputHelper output)
    {
        var text = Environment.GetEnvironmentVariable("LEDGER_PROPERTY_SEED");
        // The other properties draw from a pair; its first number will do.
        var number = text?.Trim('(', ')').Split(',')[0];
        var seed = string.IsNullOrEmpty(text) ? Default
            : text == "random" ? Random.Shared.Next()
            : (int)(ulong.Parse(number!, CultureInfo.InvariantCulture) % int.MaxValue);
        output.WriteLine($"LEDGER_PROPERTY_SEED={seed}");
        return seed;
    }
}
