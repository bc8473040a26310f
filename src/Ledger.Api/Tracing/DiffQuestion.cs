using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Domain;
using NodaTime;

namespace Ledger.Api.Tracing;

/// <summary>What is to be compared: some months, as known at one point of the log and at another.</summary>
/// <param name="Fund">Only this fund, and no institution; null for all.</param>
/// <param name="Between">The earlier point.</param>
/// <param name="And">The later; now where it says nothing.</param>
public sealed record DiffQuestion(FundCode? Fund, YearMonth From, YearMonth To, KnownPoint Between, KnownPoint And)
{
    /// <summary>Whether months of capacity are asked for too.</summary>
    public bool WithCapacity { get; init; } = true;

    /// <summary>Whether figures of institutions are asked for too.</summary>
    public bool WithInstitutions { get; init; } = true;

    internal LocalDate FirstDay => From.OnDayOfMonth(1);

    internal LocalDate LastDay => To.LastDay();

    /// <exception cref="UserError">The months are the wrong way round.</exception>
    internal DiffQuestion Checked() => To >= From
        ? this with { WithInstitutions = WithInstitutions && Fund is null }
        : throw new UserError(UserLanguage.Say($"to {To.Iso()} is before from {From.Iso()}", $"to {To.Iso()} 早于 from {From.Iso()}"));
}
